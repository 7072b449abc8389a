// Events as clients send them.
import { NO_ID } from '../events/columns.ts'
import type { EventRow } from '../events/event-row.ts'
import { messageError } from '../http/http-error.ts'
import { MAX_NS, MIN_NS } from '../store/range.ts'
import { durationFromSeconds } from '../wire/duration.ts'
import { printJson } from '../wire/json-print.ts'
import type { JsonValue } from '../wire/json-value.ts'
import { arrayOf, numberOf, objectOf, optional, shapeError, structOf, timeOf } from './fields.ts'

const EVENT_FIELDS = ['id', 'timestamp', 'duration', 'data']

export function eventsOf(body: JsonValue): readonly EventRow[] {
  return arrayOf(body, 'the body').map(eventOf)
}

export function eventOf(body: JsonValue): EventRow {
  const fields = structOf(body, 'an event', EVENT_FIELDS)
  const id = optional(fields.get('id'), 'id', wholeNumber) ?? NO_ID
  const startNs = timeOf(fields.get('timestamp'), 'timestamp')
  const seconds = fields.has('duration') ? numberOf(fields.get('duration'), 'duration') : 0
  const data = printJson(objectOf(fields.get('data'), 'data'))
  return { id, startNs, endNs: endOf(startNs, durationFromSeconds(seconds)), data }
}

function wholeNumber(value: JsonValue, what: string): bigint {
  if (typeof value !== 'bigint' || value <= MIN_NS || value > MAX_NS) {
    throw shapeError(`${what} to be a whole number of 64 bits`)
  }
  return value
}

/** The original would wrap around here, or stop its database thread. */
function endOf(startNs: bigint, durationNs: bigint): bigint {
  const endNs = startNs + durationNs
  if (endNs < MIN_NS || endNs > MAX_NS) {
    throw messageError(400, 'Events must end between the years 1677 and 2262')
  }
  return endNs
}
