import { describe, expect, it } from 'vitest'
import type { ExceptionRule, GateRules, MarginRule } from '../core/gate-rules.ts'
import { EXIT } from '../core/errors.ts'
import type { Comparison, Judgement } from './comparison.ts'
import { decide } from './decide.ts'
import { judgeSession } from './judge.ts'
import type { JudgeSettings } from './settings.ts'
import { buildSession } from './testing-session.ts'
import type { SyntheticOptions } from './testing-session.ts'

const QUIET: SyntheticOptions = { rounds: 5, noise: { unit: 0.002, round: 0.01, request: 0.05 } }
const SCENARIOS = [{ name: 'reads' }, { name: 'writes' }]

/** `writes` is slower by a ratio, `reads` is not. */
const slowWrites = (ratio: number, more: SyntheticOptions = {}) =>
  buildSession({
    ...QUIET,
    scenarios: SCENARIOS,
    targets: [{ label: 'main' }, { label: 'branch', latencyRatio: { writes: ratio } }],
    ...more,
  })
const SLOW = slowWrites(1.2)
const SAME = slowWrites(1)

const at = (scenario: string, metric: string) => ({ scenario, load: '*', metric })
const allow = (more: Partial<ExceptionRule> = {}): ExceptionRule => ({
  ...at('writes', 'p*'),
  reason: 'the journal is synced now',
  until: '2026-12-31',
  ...more,
})
const find = ({ comparisons }: Judgement, scenario: string, metric: string): Comparison =>
  comparisons.find((each) => each.scenario === scenario && each.metric === metric)!
const told = ({ findings }: Judgement, severity = 'fail') =>
  findings.filter((each) => each.severity === severity).map((each) => each.message)

describe('margins', () => {
  const margins = (rules: readonly MarginRule[], session = SLOW): Judgement =>
    judgeSession(session, { margins: rules })

  it('apply where their patterns match, through verdict, alarm and sentence', () => {
    const wide = margins([{ ...at('wr*', 'p*'), marginRatio: 0.5 }])
    expect(find(wide, 'writes', 'p50')).toMatchObject({ marginRatio: 0.5, verdict: 'same' })
    expect(find(wide, 'reads', 'p50').marginRatio).toBe(0.05)
    expect(wide.exitCode).toBe(EXIT.pass)
    const narrow = margins([{ ...at('*', 'p50'), marginRatio: 0.01 }], slowWrites(1.03))
    expect(find(narrow, 'writes', 'p50').verdict).toBe('slower')
    expect(told(narrow)).toEqual([expect.stringMatching(/^p50 of writes .* beyond the 1 % limit/)])
  })

  it('give way to later ones, key by key', () => {
    const { comparisons } = margins([
      { ...at('*', '*'), marginRatio: 0.3, gating: false },
      { ...at('writes', 'p50'), marginRatio: 0.02 },
    ])
    const terms = comparisons
      .filter(({ metric }) => metric === 'p50')
      .map(({ scenario, marginRatio, gating }) => ({ scenario, marginRatio, gating }))
    expect(terms).toEqual([
      { scenario: 'reads', marginRatio: 0.3, gating: false },
      { scenario: 'writes', marginRatio: 0.02, gating: false },
    ])
  })

  it('come before the stricter ones of the command line', () => {
    const settings = {
      marginRatios: { p50: 0.03 },
      margins: [{ ...at('reads', 'p50'), marginRatio: 0.2 }],
    }
    const judged = judgeSession(SAME, settings)
    expect(find(judged, 'reads', 'p50').marginRatio).toBe(0.2)
    expect(find(judged, 'writes', 'p50').marginRatio).toBe(0.03)
  })

  it('take a metric into the family of alarms, or out of it', () => {
    const gating = (rules: readonly MarginRule[]) =>
      margins(rules)
        .comparisons.filter(({ alarmP }) => alarmP !== undefined)
        .map(({ scenario, metric }) => `${scenario} ${metric}`)
    const usual = ['reads p50', 'reads p95', 'writes p50', 'writes p95']
    expect(gating([])).toEqual(usual)
    expect(gating([{ ...at('*', 'p95'), gating: false }])).toEqual(['reads p50', 'writes p50'])
    expect(gating([{ ...at('life-cycle', 'ready'), gating: true }])).toEqual([
      ...usual,
      'life-cycle ready',
    ])
    const silenced = margins([{ ...at('writes', '*'), gating: false }])
    expect(silenced.exitCode).toBe(EXIT.pass)
    expect(told(silenced, 'warn')).toContainEqual(
      expect.stringMatching(/p50 of writes .* This metric does not decide the exit code\.$/),
    )
  })

  it('decide when a session may end', () => {
    const session = slowWrites(1, { looks: [6, 9, 12] })
    const narrow = { margins: [{ ...at('*', 'p50'), marginRatio: 0.001 }] }
    expect(decide(session)).toMatchObject({ undecided: [] })
    expect(decide(session, narrow).undecided.map(({ metric }) => metric)).toEqual(['p50', 'p50'])
  })

  it('that hold for nothing are told', () => {
    const idle = margins([{ ...at('query-*', 'p50'), marginRatio: 0.1 }])
    expect(told(idle, 'warn')).toContainEqual(
      'Expected the rule "margin" for p50 of query-* to hold for a scenario of this session, which measured reads, writes: it was not checked here.',
    )
  })
})

describe('must be same', () => {
  const demand = (session = SAME, more: Partial<JudgeSettings> = {}, allowFaster = true) =>
    judgeSession(session, { mustBeSame: [{ ...at('writes', 'p50'), allowFaster }], ...more })

  it('passes what is shown to be the same', () => {
    expect(find(demand(), 'writes', 'p50').verdict).toBe('same')
    expect(demand().exitCode).toBe(EXIT.pass)
  })

  it('fails what is unclear, although the policy lets that pass elsewhere', () => {
    const noisy = slowWrites(1, { noise: { round: 0.3 } })
    const judged = demand(noisy, { unclear: 'pass' })
    expect(find(judged, 'writes', 'p50').verdict).toBe('unclear')
    expect(judged.exitCode).toBe(EXIT.unclear)
    expect(told(judged)).toEqual([
      expect.stringMatching(/^p50 of writes .* It must be the same, which was not shown\.$/),
    ])
  })

  it('fails what is slower, once and as a regression where it is confirmed', () => {
    const judged = demand(SLOW)
    expect(judged.exitCode).toBe(EXIT.regression)
    const ofP50 = told(judged).filter((message) => message.startsWith('p50'))
    expect(ofP50).toEqual([expect.stringMatching(/slower .* It must be the same\.$/)])
  })

  it('lets faster pass, unless it must not change at all', () => {
    const fast = slowWrites(0.8)
    expect(demand(fast).exitCode).toBe(EXIT.pass)
    expect(told(demand(fast, {}, false))).toEqual([
      expect.stringMatching(/faster .* It must be the same, not better\.$/),
    ])
  })

  it('fails when nothing could be read for it', () => {
    const { exitCode, findings } = judgeSession(SAME, {
      mustBeSame: [{ ...at('reads', 'throughput'), allowFaster: true }],
    })
    expect(exitCode).toBe(EXIT.nothingMeasured)
    expect(findings).toMatchObject([{ rule: 'rule-applies', severity: 'fail' }])
  })
})

describe('exceptions', () => {
  const judged = (exceptions: readonly ExceptionRule[], today = '2026-12-31', session = SLOW) =>
    judgeSession(session, { exceptions, today })

  it('allow a regression for a reason, up to and including a day', () => {
    const { exitCode, findings, comparisons } = judged([allow()])
    expect(exitCode).toBe(EXIT.pass)
    expect(find({ comparisons } as Judgement, 'writes', 'p50').verdict).toBe('slower')
    const allowed = findings.filter(({ exception }) => exception !== undefined)
    expect(allowed.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'warn regression',
      'warn regression',
    ])
    expect(allowed[0]!.message).toMatch(
      /slower .* It is allowed until 2026-12-31: the journal is synced now$/,
    )
  })

  it('that have expired allow nothing any more, and say so', () => {
    const expired = judged([allow()], '2027-01-01')
    expect(expired.exitCode).toBe(EXIT.regression)
    expect(told(expired)[0]).toMatch(
      /The exception for it \("the journal is synced now"\) expired on 2026-12-31: cure it, or give the exception a later day\.$/,
    )
  })

  it('hold up to a size, where one is given', () => {
    expect(judged([allow({ upToRatio: 0.25 })]).exitCode).toBe(EXIT.pass)
    const more = judged([allow({ upToRatio: 0.1 })])
    expect(more.exitCode).toBe(EXIT.regression)
    expect(told(more)[0]).toMatch(/more than the exception for it \(.*\) allows, 10 %\.$/)
  })

  it('leave other places alone', () => {
    const other = judged([allow({ scenario: 'reads' })])
    expect(other.exitCode).toBe(EXIT.regression)
  })

  it('that match nothing are reported', () => {
    const idle = judged([allow()], '2026-12-31', SAME)
    expect(idle.exitCode).toBe(EXIT.pass)
    expect(told(idle, 'warn')).toEqual([
      'Expected the exception for p* of writes ("the journal is synced now") to allow something, found nothing that needs it: remove it.',
    ])
    expect(told(judged([allow()], '2027-01-01', SAME), 'warn')[0]).toContain(
      'which expired on 2026-12-31,',
    )
  })

  it('that have expired are reported where something is merely unclear, too', () => {
    const noisy = buildSession({ units: 2, rounds: 2, noise: { round: 0.3 } })
    const idle = (until: string) =>
      told(judged([allow({ scenario: '*', until })], '2027-01-01', noisy), 'warn').filter((text) =>
        text.includes('the exception for'),
      )
    expect(idle('2026-12-31')).toEqual([expect.stringContaining('which expired on 2026-12-31,')])
    expect(idle('2027-01-01')).toEqual([])
  })

  it('never allow wrong answers', () => {
    const wrong = slowWrites(1.2, {
      answers: [
        { scenario: 'writes', target: 'branch', state: 'different', digest: 'd', bytes: 1 },
      ],
    })
    expect(judged([allow({ scenario: '*' })], '2026-12-31', wrong).exitCode).toBe(EXIT.wrongAnswers)
  })
})

describe('a gate', () => {
  const gate: GateRules = {
    unclear: 'warn',
    margins: [{ ...at('*', '*'), marginRatio: 0.5 }],
    budgets: [],
    mustBeSame: [],
    exceptions: [],
  }

  it('whose rules stand in the session judges whoever reads it, on the day it was measured', () => {
    const session = { ...SLOW, header: { ...SLOW.header, gate } }
    expect(judgeSession(session).exitCode).toBe(EXIT.pass)
    expect(judgeSession(session, { margins: [] }).exitCode).toBe(EXIT.regression)
    const exceptions = [allow({ until: '2026-06-12' })]
    const begun = { ...SLOW.header, startedAt: '2026-06-12T23:00:00.000Z' }
    const thatDay = { ...SLOW, header: { ...begun, gate: { ...gate, margins: [], exceptions } } }
    expect(judgeSession(thatDay).exitCode).toBe(EXIT.pass)
    expect(judgeSession(thatDay, { today: '2026-06-13' }).exitCode).toBe(EXIT.regression)
  })

  it('is red without a candidate, and says when the candidate is the baseline', () => {
    const alone = buildSession({ ...QUIET, targets: [{ label: 'main' }] })
    const needed = judgeSession(alone, { needsCandidate: true })
    expect(needed.exitCode).toBe(EXIT.nothingMeasured)
    expect(told(needed)).toEqual([
      'Expected a candidate to judge, found the baseline alone: name a second ref.',
    ])
    const targets = [{ label: 'main' }, { label: 'again', isControl: true }]
    const control = judgeSession(buildSession({ ...QUIET, targets }), { needsCandidate: true })
    expect(control.exitCode).toBe(EXIT.pass)
    expect(told(control, 'warn')).toEqual([expect.stringContaining('same commit in "again"')])
  })
})
