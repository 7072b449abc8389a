import { describe, expect, it } from 'vitest'
import type { HeaderCalibration, Session, SessionEnd } from '../results/schema.ts'
import { describeCalibrated, describeVerdict } from './describe.ts'
import { judgeSession } from './judge.ts'
import { buildSession } from './testing-session.ts'
import type { SyntheticOptions } from './testing-session.ts'

const SCENARIO = 'events-limit-1000'

const calibration = (rounds?: number): HeaderCalibration => ({
  madeAt: '2026-11-28T20:00:00.000Z',
  units: 40,
  draws: 300,
  targets: 3,
  places: [
    {
      scenario: SCENARIO,
      load: 'main',
      metric: 'p50',
      ...(rounds !== undefined && { rounds }),
      reach: [
        { looks: [4], beyondRatio: 0.1 },
        { looks: [6], beyondRatio: 0.06 },
        { looks: [12], beyondRatio: 0.02 },
        { looks: [6, 9, 12], beyondRatio: 0.03 },
      ],
    },
  ],
})

/** Noisy enough to stay unclear. */
function sessionWith(options: SyntheticOptions, rounds?: number): Session {
  const session = buildSession({ noise: { unit: 0.2, round: 0.5 }, rounds: 10, ...options })
  return { ...session, header: { ...session.header, calibration: calibration(rounds) } }
}

function ratioOf(session: Session): number | undefined {
  const p50 = judgeSession(session).comparisons.find(({ metric }) => metric === 'p50')
  return p50!.calibratedRatio
}

describe('a session on a calibrated machine', () => {
  it('says in every unclear line what sessions like it find', () => {
    const [comparison] = judgeSession(sessionWith({ units: 6 })).comparisons
    expect(comparison).toMatchObject({ metric: 'p50', verdict: 'unclear' })
    expect(describeVerdict(comparison!)).toMatch(
      /Calibrated on this machine: a change of 11\.3 % would be found in 80 % of sessions of this length\.$/,
    )
  })

  it('names a factor where per cent would be too many to read', () => {
    expect(describeCalibrated(3.5)).toContain('a change of 350 % would')
    expect(describeCalibrated(35.2)).toContain('a change by a factor of 36 would')
  })

  it('is like those with the same looks, or like those with fewer units that are read once', () => {
    expect(ratioOf(sessionWith({ units: 6 }))).toBeCloseTo(1.05 * 1.06 - 1, 10)
    expect(ratioOf(sessionWith({ units: 8 }))).toBeCloseTo(1.05 * 1.06 - 1, 10)
    expect(ratioOf(sessionWith({ units: 12, looks: [6, 9, 12] }))).toBeCloseTo(1.05 * 1.03 - 1, 10)
    expect(ratioOf(sessionWith({ units: 3 }))).toBeUndefined()
    expect(ratioOf(sessionWith({ units: 10, looks: [6, 10] }))).toBeUndefined()
  })

  it('counts the units it has, not those it was to have', () => {
    expect(ratioOf(sessionWith({ units: 5, looks: [12] }))).toBeCloseTo(1.05 * 1.1 - 1, 10)
    const cut: SessionEnd = { kind: 'end', finishedAt: '', state: 'interrupted', notes: [] }
    const interrupted = sessionWith({ units: 7, looks: [6, 9, 12], end: cut })
    expect(ratioOf(interrupted)).toBeUndefined()
    const spent: SessionEnd = { ...cut, state: 'finished', notes: [{ code: 'budget-spent' }] }
    expect(ratioOf(sessionWith({ units: 9, looks: [6, 9, 12], end: spent }))).toBeUndefined()
    const voided: SessionEnd = { ...cut, state: 'finished' }
    expect(ratioOf(sessionWith({ units: 8, looks: [6, 9, 12], end: voided }))).toBeUndefined()
    expect(ratioOf(sessionWith({ units: 9, looks: [6, 9, 12], end: voided }))).toBeDefined()
  })

  it('takes another margin into account, as the noise is the same', () => {
    const strict = { marginRatios: { p50: 0.03 } }
    const [comparison] = judgeSession(sessionWith({ units: 6 }), strict).comparisons
    expect(comparison!.calibratedRatio).toBeCloseTo(1.03 * 1.06 - 1, 10)
  })

  it('with fewer rounds in a unit claims to find only larger changes, with less than half of them says nothing', () => {
    expect(ratioOf(sessionWith({ units: 6, rounds: 10 }, 10))).toBeCloseTo(1.05 * 1.06 - 1, 10)
    expect(ratioOf(sessionWith({ units: 6, rounds: 12 }, 10))).toBeCloseTo(1.05 * 1.06 - 1, 10)
    const halved = ratioOf(sessionWith({ units: 6, rounds: 5 }, 10))
    expect(halved).toBeCloseTo(1.05 * 1.06 ** Math.SQRT2 - 1, 10)
    expect(ratioOf(sessionWith({ units: 6, rounds: 4 }, 10))).toBeUndefined()
  })

  it('with more builds than were calibrated says nothing', () => {
    const targets = ['a', 'b', 'c'].map((label) => ({ label }))
    expect(ratioOf(sessionWith({ units: 6, targets }))).toBeDefined()
    expect(
      ratioOf(sessionWith({ units: 6, targets: [...targets, { label: 'd' }] })),
    ).toBeUndefined()
  })

  it('says nothing of what was not calibrated', () => {
    const { comparisons } = judgeSession(sessionWith({ units: 6 }))
    const others = comparisons.filter(({ metric }) => metric !== 'p50')
    expect(others.every((each) => !('calibratedRatio' in each))).toBe(true)
  })
})
