// One slice: asked of the load generator, and watched from the outside.
import { isLost } from '../load/failure.ts'
import type { Recording, ScenarioPlan, SliceResult } from '../results/schema.ts'
import { throwIfDead } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'
import type { UnitRequest } from './unit-request.ts'
import type { UnitWatch } from './watch-unit.ts'

export interface SlicePlace extends Pick<SliceResult, 'round' | 'position'> {
  readonly plan: ScenarioPlan
  readonly running: RunningTarget
}

/** `timelinePoints` is how many requests of each load are kept one by one. Throws when the server has died. */
export async function runSlice(
  { driver, start }: UnitRequest,
  watch: UnitWatch,
  { plan, running, ...place }: SlicePlace,
  timelinePoints: number | undefined,
): Promise<SliceResult> {
  start.signal.throwIfAborted()
  const { label } = running.target.info
  const end = watch.begin(running)
  const { recordings, generator } = await driver.ask({
    kind: 'slice',
    subject: running.subject,
    scenario: plan.scenario,
    plan: {
      requests: plan.requests?.[label],
      sliceMs: plan.sliceMs,
      dropped: plan.dropped,
      ...(timelinePoints !== undefined && { timelinePoints }),
    },
  })
  const watched = end()
  if (recordings.some(hasLostAnswers)) await throwIfDead(running)
  return {
    scenario: plan.scenario,
    target: label,
    ...place,
    recordings: [...recordings],
    generator,
    ...watched,
  }
}

const hasLostAnswers = ({ failures }: Recording) => Object.keys(failures).some(isLost)
