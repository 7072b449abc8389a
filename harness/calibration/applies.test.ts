import { describe, expect, it } from 'vitest'
import { extractFor } from './applies.ts'
import { testingCalibration } from './testing-calibration.ts'

const calibration = testingCalibration()
const { scenarios } = calibration

describe('what a session carries of a calibration', () => {
  const looksOf = (looks: readonly number[]) =>
    extractFor(calibration, scenarios, looks)?.places[0]?.reach.map((each) => each.looks)

  it('is what holds for sessions of its length, and for shorter ones that are read once', () => {
    expect(looksOf([6, 9, 12])).toEqual([[6, 9, 12]])
    expect(looksOf([10])).toEqual([[6], [10]])
    expect(looksOf([20])).toEqual([[6], [10]])
    expect(looksOf([6, 9, 11])).toEqual([])
  })

  it('is of scenarios that are what they were, and of no other', () => {
    const changed = { ...scenarios, items: 'another' }
    const names = (now: Record<string, string>) =>
      extractFor(calibration, now, [6])?.places.map(
        ({ scenario, metric }) => `${scenario} ${metric}`,
      )
    expect(names(scenarios)).toEqual(['items p50', 'beats response-p95', 'items p99'])
    expect(names(changed)).toEqual(['beats response-p95'])
    expect(names({})).toBeUndefined()
  })
})
