// Buckets as clients send them, with the events they may bring.
import type { EventRow } from '../events/event-row.ts'
import type { LenientBody } from '../http/body-text.ts'
import { HttpError, pageError } from '../http/http-error.ts'
import type { NewBucket } from '../store/bucket.ts'
import { printJson } from '../wire/json-print.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../wire/json-value.ts'
import { eventOf } from './event-body.ts'
import { arrayOf, objectOf, optional, stringOf, structOf, timeOf } from './fields.ts'
import { isWellFormed } from './well-formed.ts'

export interface BucketBody {
  readonly bucket: NewBucket
  readonly events: readonly EventRow[]
}

/** Who this server is: a client may say "here" instead of a hostname. */
export interface Home {
  readonly hostname: string
  readonly deviceId: string
}

const FIELDS = ['id', 'type', 'client', 'hostname', 'created', 'data', 'events', 'last_updated']

/** Without `home`, as in imports, "here" is a hostname like any other. */
export function bucketOf({ value, hasLoneSurrogates }: LenientBody, home?: Home): BucketBody {
  const fields = structOf(value, 'the bucket', FIELDS)
  if (hasLoneSurrogates && !isWellFormed(withoutEvents(fields))) throw pageError(400)
  const hostname = stringOf(fields.get('hostname'), 'hostname')
  const local = hostname === '!local' ? home : undefined
  const data = fields.has('data') ? objectOf(fields.get('data'), 'data') : new Map()
  const homeData = local && new Map([...data, ['device_id', local.deviceId]])
  const entries = optional(fields.get('events'), 'events', arrayOf) ?? []
  return {
    bucket: {
      id: fields.has('id') ? stringOf(fields.get('id'), 'id') : '',
      type: stringOf(fields.get('type'), 'type'),
      client: stringOf(fields.get('client'), 'client'),
      hostname: local?.hostname ?? hostname,
      createdNs: optional(fields.get('created'), 'created', timeOf),
      data: printJson(homeData ?? data),
      lastUpdatedNs: optional(fields.get('last_updated'), 'last_updated', timeOf),
    },
    events: validEvents(hasLoneSurrogates ? entries.filter(isWellFormed) : entries),
  }
}

function withoutEvents(fields: JsonObject): JsonObject {
  return new Map([...fields].filter(([key]) => key !== 'events'))
}

/** Entries that are no events are dropped, as the original does. */
function validEvents(entries: readonly JsonValue[]): readonly EventRow[] {
  return entries.filter(isJsonObject).flatMap((entry) => {
    try {
      return [eventOf(entry)]
    } catch (error) {
      if (error instanceof HttpError) return []
      throw error
    }
  })
}
