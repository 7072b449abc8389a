// What every fresh process of a unit is sent before it is measured: fixed and equal counts for all builds.
import { shuffle } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import { isLost } from '../load/failure.ts'
import { prepare } from './rehearsal.ts'
import { throwIfDead } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'
import type { UnitRequest } from './unit-request.ts'

export interface FailedWarmUp {
  readonly scenario: string
  readonly target: string
}

/** The targets in random order per scenario; returns where requests failed. */
export async function warmUp(
  { scenarios, plans, driver, start, index, units, onProgress }: UnitRequest,
  running: readonly RunningTarget[],
  random: Random,
): Promise<FailedWarmUp[]> {
  const failed: FailedWarmUp[] = []
  for (const scenario of scenarios) {
    const { warmup: requests } = plans.find((plan) => plan.scenario === scenario.name)!
    onProgress({ kind: 'warm-up', unit: index, units, what: scenario.name })
    for (const one of shuffle(running, random)) {
      start.signal.throwIfAborted()
      await prepare(scenario, one, driver)
      const warmed = await driver.ask({
        kind: 'warm-up',
        subject: one.subject,
        scenario: scenario.name,
        requests,
        budgetMs: undefined,
      })
      if (warmed.failure === undefined) continue
      if (isLost(warmed.failure)) await throwIfDead(one)
      failed.push({ scenario: scenario.name, target: one.target.info.label })
    }
  }
  return failed
}
