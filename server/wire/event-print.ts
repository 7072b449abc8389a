// One event as text, as heartbeats and reads by id answer. Lists of events go straight to bytes instead.
import { NO_ID } from '../events/columns.ts'
import type { EventRow } from '../events/event-row.ts'
import { printDuration } from './duration.ts'
import { printTime } from './time-print.ts'

export function printEvent({ id, startNs, endNs, data }: EventRow): string {
  const idText = id === NO_ID ? 'null' : String(id)
  const duration = printDuration(endNs - startNs)
  return `{"id":${idText},"timestamp":"${printTime(startNs)}","duration":${duration},"data":${data}}`
}
