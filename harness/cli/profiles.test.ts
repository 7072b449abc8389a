import { describe, expect, it } from 'vitest'
import userConfig from '../../heartbench.config.ts'
import { configSchema } from '../config/schema.ts'
import { planScenario, unitMs } from '../session/plan.ts'
import type { Cost, Costs } from '../session/plan.ts'
import type { LookProfile } from '../stats/looks.ts'
import { findProfile } from './profiles.ts'

const config = configSchema.parse(userConfig)

/** Milliseconds per request of the variants `branch` and `followup` on two cores, unpinned. */
const COSTS_MS: Readonly<Record<string, readonly [number, number]>> = {
  'events-limit-100': [1.05, 0.9],
  'events-limit-10000': [36, 32],
  'events-1-week': [32, 28],
  'query-1-year': [750, 680],
  'heartbeats-alone': [1.5, 1.3],
  'heartbeats-under-year-queries': [150, 1.2],
  'heartbeats-distinct': [0.49, 0.4],
  'heartbeats-merging': [0.48, 0.35],
}
/** Copying the snapshot, starting, stopping and counting rows, for three processes there. */
const RESTART_MS = 8000

/** Until it is warm, a fresh process takes half as long again. */
const costOf = (us: number): Cost => ({ us, freshUs: 1.5 * us })

function minutes(name: LookProfile): number {
  const { looks, plan: settings } = findProfile(name, undefined)
  const costs: Record<string, Costs> = {}
  const plans = config.select.map((scenario) => {
    const [branch, followup] = COSTS_MS[scenario]!.map((ms) => ms * 1000)
    const [slow, fast] = [costOf(branch!), costOf(followup!)]
    costs[scenario] = { branch: slow, followup: fast, control: slow }
    const found = config.scenarios.find((each) => each.name === scenario)!
    return planScenario(found, costs[scenario], 'branch', settings)
  })
  return (looks.at(-1)! * (RESTART_MS + unitMs(plans, costs))) / 60_000
}

describe('a profile on the standard scenarios, two builds and the control', () => {
  it.each([
    ['quick', 5],
    ['pr', 15],
    ['nightly', 30],
  ] as const)('%s is planned to take about %i minutes at most', (name, expected) => {
    expect(minutes(name)).toBeGreaterThan(0.8 * expected)
    expect(minutes(name)).toBeLessThan(1.2 * expected)
  })

  it('is capped by a number of units', () => {
    expect(findProfile('nightly', 10).looks).toEqual([6, 9, 10])
  })
})
