// Loads that are not measured keep the server busy beside those that are: from a little before until they have ended.
import type { AlarmClock } from './alarm-clock.ts'
import type { OpenLoad } from './open-load.ts'
import { runOpenLoop } from './open-loop.ts'
import type { Recorder } from './recorder.ts'
import { schedule } from './schedule.ts'
import { runUntil } from './sequential.ts'

/** Time in which background loads get going before the measured ones start. */
const LEAD_MS = 100

/** What each slice of a recording goes on by when the slice is bound by a count, so that no build hears another one. */
const NOMINAL_WINDOW_MS = 1000

export interface Background {
  /** Ends all of them; returns how long they ran, once the last answer came. */
  end(): Promise<number>
}

/** Resolves when the loads have got going. An answer counts when it is complete before the end. */
export async function startBackground(
  loads: readonly { readonly open: OpenLoad; readonly recorder: Recorder }[],
  clock: () => AlarmClock,
  sliceMs: number | undefined,
): Promise<Background> {
  let isOver = false
  const ended = Promise.withResolvers<void>()
  const startMs = performance.now()
  const run = async ({ open, recorder }: (typeof loads)[number]) => {
    const { client, stream, cursor, seed, load } = open
    const { model } = load
    if (model.kind === 'closed') {
      const one = () => runUntil(client, stream, cursor, recorder, () => isOver)
      await Promise.all(Array.from({ length: model.connections }, one))
      return
    }
    const place = { seed, slice: cursor.slices++, windowMs: sliceMs ?? NOMINAL_WINDOW_MS }
    await runOpenLoop(client, stream, cursor, recorder, {
      schedule: schedule(model, place),
      inFlightMax: model.inFlightMax,
      windowMs: Infinity,
      until: (instantMs) => Promise.race([clock().until(instantMs), ended.promise]),
      isOver: () => isOver,
    })
  }
  const running = Promise.all(loads.map(run))
  // Whoever ends them hears of it.
  running.catch(() => {})
  if (loads.length > 0) await new Promise((resolve) => setTimeout(resolve, LEAD_MS))
  return {
    async end() {
      isOver = true
      const ranMs = performance.now() - startMs
      ended.resolve()
      await running
      return ranMs
    },
  }
}
