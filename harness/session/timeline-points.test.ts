import { describe, expect, it } from 'vitest'
import type { ScenarioInfo, ScenarioPlan } from '../results/schema.ts'
import { isInRound } from './plan.ts'
import { timelinePoints } from './timeline-points.ts'

type Loads = ScenarioInfo['loads']

const READS: Loads[number] = { name: 'reads', measured: true, model: 'sequential' }
const BEATS: Loads[number] = { name: 'beats', measured: true, model: 'open', ratePerSecond: 20 }
const QUERIES: Loads[number] = { name: 'queries', measured: false, model: 'sequential' }

function drawnRounds(loads: Loads, rounds: number, allRounds: number): number[] {
  const name = 'one'
  const info: ScenarioInfo = { name, title: '', table: '', summary: '', readOnly: true, loads }
  const plan: ScenarioPlan = { scenario: name, rounds, warmup: 1, dropped: 0 }
  return Array.from({ length: allRounds }, (_, round) => round).filter(
    (round) => timelinePoints(info, plan, round, allRounds) !== undefined,
  )
}

describe('requests are kept one by one', () => {
  it('where they have due times or run beside others, not where each waits for the one before', () => {
    expect(drawnRounds([BEATS], 4, 4)).toHaveLength(1)
    expect(drawnRounds([READS, QUERIES], 4, 4)).toHaveLength(1)
    expect(drawnRounds([READS], 4, 4)).toEqual([])
  })

  it.each([1, 2, 3, 7, 10])('in the first of %i rounds, wherever in the unit it lies', (rounds) => {
    const plan: ScenarioPlan = { scenario: 'one', rounds, warmup: 1, dropped: 0 }
    const held = Array.from({ length: 10 }, (_, round) => round).filter((round) =>
      isInRound(plan, round, 10),
    )
    expect(drawnRounds([BEATS], rounds, 10)).toEqual(held.slice(0, 1))
  })
})
