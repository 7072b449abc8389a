// The rule by which a heartbeat extends the event before it, in whole nanoseconds.
import type { EventRow } from '../events/event-row.ts'

/** Gives the extended event, or undefined if the heartbeat begins an event of its own. */
export function mergeHeartbeat(
  last: EventRow,
  beat: EventRow,
  pulseNs: bigint,
): EventRow | undefined {
  // Canonical texts: equal data has equal text.
  if (last.data !== beat.data) return undefined
  if (last.startNs > beat.startNs) return undefined
  if (beat.startNs > last.endNs + pulseNs) return undefined
  const endNs = beat.endNs > last.endNs ? beat.endNs : last.endNs
  // Only negative durations can bring the end before the start.
  if (endNs < last.startNs) return undefined
  return { ...last, endNs }
}
