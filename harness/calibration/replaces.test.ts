import { describe, expect, it } from 'vitest'
import type { Calibration } from './calibration.ts'
import { whyKeep } from './replaces.ts'
import { testingCalibration } from './testing-calibration.ts'

const kept = testingCalibration()
const HERE = {
  machine: kept.machine,
  pinning: kept.pinning,
  toolVersion: kept.tool.version,
  nowMs: Date.parse(kept.madeAt),
}

const why = (changes: Partial<Calibration>, scenarios = kept.scenarios) =>
  whyKeep(kept, testingCalibration(changes), HERE, scenarios)

describe('a calibration that is kept', () => {
  it('makes way for one that knows as much', () => {
    expect(why({ units: { complete: 27, voided: 0 } })).toBeUndefined()
    expect(why({ scenarios: { ...kept.scenarios, more: 'd' } })).toBeUndefined()
  })

  it('stays when the new one rests on less', () => {
    expect(why({ units: { complete: 4, voided: 0 }, draws: 10 })).toBe(
      'it rests on 27 units, the new one on 4; it was drawn 300 times, the new one 10 times',
    )
  })

  it('stays when the new one lacks a scenario, or has units of another profile', () => {
    const { items } = kept.scenarios
    expect(why({ scenarios: { items: items! } })).toBe('it knows beats, which the new one does not')
    expect(why({ profile: 'quick' })).toContain('as much as those of pr, the new one')
  })

  it('stays when the new one would not be used', () => {
    const tool = { ...kept.tool, version: '0.0.1' }
    expect(why({ tool })).toContain('would not be used, since it was made by heartbench 0.0.1')
  })

  it('is worth nothing for scenarios that are asked otherwise today', () => {
    const made = { units: { complete: 4, voided: 0 }, scenarios: { items: 'other' } }
    expect(why(made, { items: 'other', beats: 'other' })).toBeUndefined()
    expect(why(made, { items: 'other', beats: 'd1g3st' })).toContain('it knows beats')
  })
})
