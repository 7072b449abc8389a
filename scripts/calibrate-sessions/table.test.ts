import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { Evaluation } from './evaluate.ts'
import { AFFECTED, SCENARIOS } from './experiment.ts'
import type { PartName } from './jobs.ts'
import { tableOf } from './table.ts'
import { intervalOf } from '../../harness/calibration/tally.ts'
import { fabricatePart } from './testing-sessions.ts'

const SETTINGS = { kind: 'calibration', ref: 'x', fault: 'cpu=10%', snapshot: 'small' } as const
const PARTS: readonly PartName[] = ['aa-long', 'fault-long', 'aa-sessions', 'fault-sessions']

/** Many short sessions: few units drawn over and over agree with each other more than honest ones would. */
const sessions = PARTS.flatMap((part) =>
  Array.from({ length: part.endsWith('long') ? 1 : 4 }, (_, i) => fabricatePart(part, {}, i + 1)),
)
const evaluation = evaluate(sessions, 8, () => undefined)
const table = tableOf(evaluation, SETTINGS)

/** The cells of the only line that begins so, below a heading. */
function cellsOf(heading: string, start: string): string[] {
  const [, below] = table.split(`## ${heading}`)
  const line = below!
    .split('\n## ')[0]!
    .split('\n')
    .find((each) => each.startsWith(`| ${start}`))
  return line!.split(' | ').map((cell) => cell.replaceAll(/[|`]/g, '').trim())
}

describe('quiet fabricated sessions, a tenth slower with the fault', () => {
  it('reach every goal', () => {
    const goals = ['unchanged builds red', 'affected p50 found', 'unaffected p50 same']
    for (const goal of goals) expect(cellsOf('Goals', goal).at(-1)).toBe('yes')
  })

  it('are never red unchanged, and all p50 are the same but where the control is off by chance', () => {
    for (const sessionsDrawn of ['4 measured', '8 drawn']) {
      const [, , red, invalid, same] = cellsOf('Unchanged builds', sessionsDrawn)
      expect(red).toMatch(/^0\.0 %/)
      const [lost, left] = [invalid, same].map((cell) => Number.parseFloat(cell!))
      expect(lost! + left!).toBe(100)
      expect(left).toBeGreaterThan(80)
    }
  })

  it('are found in every affected scenario', () => {
    for (const sessionsDrawn of ['4 measured', '8 drawn'])
      for (const cell of cellsOf('Every request slower', sessionsDrawn).slice(
        4,
        4 + AFFECTED.length,
      ))
        expect(cell).toMatch(/^100\.0 %/)
  })

  it('show the true change beside the expected one', () => {
    const [, expected, measured] = cellsOf('What that made of p50', 'query-7-days')
    expect(expected).toBe('+8.4 %')
    expect(measured).toMatch(/^\+(9|10)\.\d % \[/)
  })

  it('blame only the scenario that is slower', () => {
    for (const scenario of AFFECTED) {
      const [, , , red, found, elsewhere, same] = cellsOf('One scenario slower', scenario)
      expect([red, found, same].every((cell) => cell!.startsWith('100.0 %'))).toBe(true)
      expect(elsewhere).toMatch(/^0\.0 %/)
    }
  })

  it('find exact changes beyond the margin, and none inside it', () => {
    expect(cellsOf('Exact changes', '+3 %').slice(2, 2 + SCENARIOS.length)).toEqual(
      SCENARIOS.map(() => '0.0 %'),
    )
    expect(cellsOf('Exact changes', '+20 %').slice(2, 2 + SCENARIOS.length)).toEqual(
      SCENARIOS.map(() => '100.0 %'),
    )
  })
})

describe('a table', () => {
  it('has no rows of what was not measured', () => {
    const nothing: Evaluation = evaluate([], 8, () => undefined)
    expect(tableOf(nothing, SETTINGS)).not.toContain('##')
    const some = tableOf(
      evaluate([fabricatePart('aa-sessions')], 8, () => undefined),
      SETTINGS,
    )
    expect(some).toContain('1 measured')
    expect(some).toContain('8 drawn | `quick`')
    expect(some).not.toContain('8 drawn | `pr`')
  })

  it('says when a goal was missed', () => {
    const noisy = fabricatePart('aa-long', { noise: { unit: 0.1, round: 0.2 } })
    const text = tableOf(
      evaluate([noisy], 8, () => undefined),
      SETTINGS,
    )
    expect(text).toMatch(/unaffected p50 same in `pr` ≥ 90 % \| .* \| \*\*no\*\*/)
  })

  it('bounds shares by Wilson, also where nothing was seen', () => {
    // statsmodels: proportion_confint(0, 300, method='wilson') and (45, 48).
    expect(intervalOf({ hits: 0, of: 300 })[1]).toBeCloseTo(0.012643, 5)
    expect(intervalOf({ hits: 45, of: 48 })[0]).toBeCloseTo(0.831647, 4)
    expect(intervalOf({ hits: 45, of: 48 })[1]).toBeCloseTo(0.978533, 4)
  })
})
