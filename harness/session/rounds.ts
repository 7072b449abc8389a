// The rounds of a unit: one slice of every build per scenario, the builds in random order each time.
import { shuffle } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import type { SliceResult } from '../results/schema.ts'
import { isInRound } from './plan.ts'
import { runSlice } from './slice.ts'
import type { RunningTarget } from './subjects.ts'
import { timelinePoints } from './timeline-points.ts'
import type { UnitRequest } from './unit-request.ts'
import type { UnitWatch } from './watch-unit.ts'

export interface RoundsContext {
  readonly watch: UnitWatch
  readonly running: readonly RunningTarget[]
  readonly random: Random
}

/** Adds to `slices` as they are taken, so that those before a failure are kept. */
export async function runRounds(
  request: UnitRequest,
  { watch, running, random }: RoundsContext,
  slices: SliceResult[],
): Promise<void> {
  const { plans, units, index, onProgress, scenarioInfos } = request
  const allRounds = Math.max(...plans.map(({ rounds }) => rounds))
  const all = plans.reduce((sum, plan) => sum + plan.rounds * running.length, 0)
  for (let round = 0; round < allRounds; round++) {
    for (const plan of plans) {
      if (!isInRound(plan, round, allRounds)) continue
      const info = scenarioInfos.find(({ name }) => name === plan.scenario)!
      const points = timelinePoints(info, plan, round, allRounds)
      for (const [position, one] of shuffle(running, random).entries()) {
        const done = slices.length
        onProgress({ kind: 'slice', unit: index, units, what: plan.scenario, done, all })
        const place = { plan, running: one, round, position }
        slices.push(await runSlice(request, watch, place, points))
      }
    }
  }
}
