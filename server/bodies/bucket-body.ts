// Buckets as clients send them, with the events they may bring.
import type { EventRow } from '../events/event-row.ts'
import { HttpError } from '../http/http-error.ts'
import type { NewBucket } from '../store/bucket.ts'
import { printJson } from '../wire/json-print.ts'
import { isJsonObject, type JsonValue } from '../wire/json-value.ts'
import { eventOf } from './event-body.ts'
import { arrayOf, objectOf, optional, stringOf, timeOf } from './fields.ts'

export interface BucketBody {
  readonly bucket: NewBucket
  readonly events: readonly EventRow[]
}

/** Who this server is: a client may say "here" instead of a hostname. */
export interface Home {
  readonly hostname: string
  readonly deviceId: string
}

export function bucketOf(body: JsonValue, home: Home): BucketBody {
  const fields = objectOf(body, 'the bucket')
  const hostname = stringOf(fields.get('hostname'), 'hostname')
  const isLocal = hostname === '!local'
  const data = fields.has('data') ? objectOf(fields.get('data'), 'data') : new Map()
  const homeData = isLocal ? new Map([...data, ['device_id', home.deviceId]]) : data
  return {
    bucket: {
      id: fields.has('id') ? stringOf(fields.get('id'), 'id') : '',
      type: stringOf(fields.get('type'), 'type'),
      client: stringOf(fields.get('client'), 'client'),
      hostname: isLocal ? home.hostname : hostname,
      createdNs: optional(fields.get('created'), 'created', timeOf),
      data: printJson(homeData),
      lastUpdatedNs: optional(fields.get('last_updated'), 'last_updated', timeOf),
    },
    events: validEvents(optional(fields.get('events'), 'events', arrayOf) ?? []),
  }
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
