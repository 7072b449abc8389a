// The rule by which a heartbeat extends the event before it.
import type { EventRow } from '../events/event-row.ts'

/** The extended event with the last event's id, or undefined if the heartbeat is an event of its own. */
export function mergeHeartbeat(
  last: EventRow,
  heartbeat: EventRow,
  pulsetimeNs: bigint,
): EventRow | undefined {
  if (last.data !== heartbeat.data) return undefined
  if (last.startNs > heartbeat.startNs) return undefined
  if (heartbeat.startNs > last.endNs + pulsetimeNs) return undefined
  const endNs = heartbeat.endNs > last.endNs ? heartbeat.endNs : last.endNs
  // Only negative durations get here.
  if (endNs < last.startNs) return undefined
  return { ...last, endNs }
}
