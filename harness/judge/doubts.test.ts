import { describe, expect, it } from 'vitest'
import { EXIT } from '../core/errors.ts'
import type { Judgement } from './comparison.ts'
import { voidsByTarget } from './doubts.ts'
import { judgeSession } from './judge.ts'
import { buildSession } from './testing-session.ts'
import type { SyntheticOptions, SyntheticTarget } from './testing-session.ts'

const SMALL: SyntheticOptions = {
  rounds: 5,
  units: 8,
  scenarios: [{ name: 'events', samples: 30 }],
}

function judged(branch: number, again: number, options: SyntheticOptions = {}): Judgement {
  const targets: SyntheticTarget[] = [
    { label: 'master' },
    { label: 'again', isControl: true, latencyRatio: again },
    { label: 'branch', latencyRatio: branch },
  ]
  return judgeSession(buildSession({ ...SMALL, targets, ...options }))
}

function p50(judgement: Judgement, candidate = 'branch') {
  return judgement.comparisons.find(
    (comparison) => comparison.metric === 'p50' && comparison.candidate === candidate,
  )!
}

function failures({ findings }: Judgement): string[] {
  return findings.filter(({ severity }) => severity === 'fail').map(({ message }) => message)
}

describe('a session with a control', () => {
  it('is red when only the candidate differs, and shows what the control differs by', () => {
    const judgement = judged(1.3, 1)
    expect(judgement.exitCode).toBe(EXIT.regression)
    expect(p50(judgement).control).toEqual(p50(judgement, 'again').change)
    expect(p50(judgement, 'again').control).toBeUndefined()
  })

  it('is invalid and never red when the control differs, too', () => {
    const judgement = judged(1.3, 1.15)
    expect(judgement.exitCode).toBe(EXIT.invalid)
    expect(p50(judgement)).toMatchObject({ verdict: 'invalid' })
    expect(p50(judgement).change!.value).toBeGreaterThan(1.2)
    expect(p50(judgement, 'again').verdict).toBe('slower')
    expect(failures(judgement)).toEqual([expect.stringContaining('the control "again"')])
    expect(judgement.findings.every(({ rule }) => rule !== 'regression')).toBe(true)
  })

  it('is never red for the control alone', () => {
    const targets = [{ label: 'master' }, { label: 'again', isControl: true, latencyRatio: 1.3 }]
    const judgement = judgeSession(buildSession({ ...SMALL, targets }))
    expect(judgement.exitCode).toBe(EXIT.invalid)
  })

  it('judges a metric whose control is off only where the verdict holds in spite of it', () => {
    const noise = { unit: 0.001, round: 0.002, request: 0.01 }
    const off = { noise, isPinned: false }
    const settings = { controlLevel: 0 }
    const session = (branch: number) =>
      buildSession({
        ...SMALL,
        ...off,
        targets: [
          { label: 'master' },
          { label: 'again', isControl: true, latencyRatio: 1.035 },
          { label: 'branch', latencyRatio: branch },
        ],
      })
    const near = p50(judgeSession(session(1.07), settings))
    expect(near).toMatchObject({ verdict: 'unclear', unitsNeeded: undefined })
    expect(near.notes.map(({ code }) => code)).toContain('control-differs')
    const far = p50(judgeSession(session(1.5), settings))
    expect(far.verdict).toBe('slower')
    expect(far.notes.map(({ code }) => code)).toContain('control-differs')
  })

  it('calls hardly any healthy session invalid', () => {
    let invalid = 0
    for (let index = 0; index < 40; index++) {
      const options = { rounds: 1, scenarios: [{ name: 'events', samples: 20 }] }
      if (judged(1, 1, { ...options, seed: `healthy ${index}` }).exitCode === EXIT.invalid)
        invalid++
    }
    expect(invalid).toBeLessThanOrEqual(2)
  })
})

describe('void units', () => {
  it('leave a session valid up to a fifth of them', () => {
    expect(judged(1, 1, { units: 10, voidUnits: [1, 4] }).exitCode).toBe(EXIT.pass)
    const judgement = judged(1.5, 1, { units: 9, voidUnits: [1, 4] })
    expect(judgement.exitCode).toBe(EXIT.invalid)
    expect(failures(judgement)).toEqual([
      'Expected at most 20 % void units, found 2 of 9: the machine is too busy to measure on. Repeat on a quieter one.',
    ])
  })

  it('do not count the unit in which a run was cut off', () => {
    const end = { kind: 'end', finishedAt: '', state: 'interrupted', notes: [] } as const
    const judgement = judged(1, 1, { units: 4, voidUnits: [3], end: { ...end, notes: [] } })
    expect(judgement.exitCode).toBe(EXIT.interrupted)
  })

  it('must not fall on one target', () => {
    // Six of 30 against none of 60: Fisher p = .0010, times three targets.
    const options = { units: 30, rounds: 1, voidUnits: [0, 1, 2, 3, 4, 5] }
    expect(judged(1, 1, options).exitCode).toBe(EXIT.pass)
    const blamed = buildSession({ ...SMALL, ...options, voidTarget: 'branch' })
    expect(voidsByTarget(blamed)).toEqual(
      new Map([
        ['master', 0],
        ['branch', 6],
      ]),
    )
    const judgement = judged(1, 1, { ...options, voidTarget: 'branch' })
    expect(judgement.exitCode).toBe(EXIT.invalid)
    expect(failures(judgement)).toEqual([expect.stringContaining('6 of 6 caused by "branch"')])
  })
})
