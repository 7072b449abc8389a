import { describe, expect, it } from 'vitest'
import { testingCalibration } from '../../calibration/testing-calibration.ts'
import { calibrationJson, calibrationLines } from './doctor-lines.ts'

const PLAIN = { width: 80, color: false }
const config = 'heartbench.config.json'
const HOW = 'heartbench calibrate'

describe('what doctor says of a calibration', () => {
  it('is what sessions of some length find', () => {
    const told = { state: 'found', config, calibration: testingCalibration() } as const
    expect(calibrationLines(told, PLAIN).join('\n')).toMatchInlineSnapshot(`
      "Calibrated for heartbench.config.json, 2026-11-28 20:00 UTC: what is found in
      80 % of sessions

      Metric             5 min  15 min  30 min      pr
      items p50         +9.2 %    +6 %       –  +8.2 %

      Unchanged builds were red in 0.3 % (0.1–1.9) of 300 sessions of pr, drawn from
      27 units. Times are those of the calibrated scenarios together."
    `)
  })

  it('says how to get one where there is none that holds', () => {
    const text = (told: Parameters<typeof calibrationLines>[0]) =>
      calibrationLines(told, { width: 1000, color: false }).join('\n')
    expect(text({ state: 'none', config })).toContain(`Not calibrated for ${config}. ${HOW}`)
    expect(text({ state: 'unusable', config, why: 'it is 200 days old' })).toContain(
      `is not used: it is 200 days old. ${HOW}`,
    )
    expect(text({ state: 'no-config' })).toContain(HOW)
    expect(text({ state: 'unknown', config, why: 'it is damaged.' })).toContain('it is damaged.')
  })

  it('stands in JSON with plain ratios', () => {
    const told = { state: 'found', config, calibration: testingCalibration() } as const
    const json = calibrationJson(told)
    expect(json).toMatchObject({
      state: 'found',
      units: 27,
      rows: [
        { scenario: 'items', metric: 'p50', gating: true, marginRatio: 0.05 },
        { scenario: 'beats' },
        { scenario: 'items', metric: 'p99', gating: false },
      ],
    })
    expect(calibrationJson({ state: 'none', config })).toEqual({ state: 'none', config })
  })
})
