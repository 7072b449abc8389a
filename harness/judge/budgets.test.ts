import { describe, expect, it } from 'vitest'
import type { BudgetRule } from '../core/gate-rules.ts'
import { EXIT } from '../core/errors.ts'
import { describeNote } from '../core/notes.ts'
import { createRandom } from '../core/random.ts'
import { findMetric } from '../metrics/catalogue.ts'
import type { ReadSeries } from '../metrics/series.ts'
import type { BudgetResult } from './budget.ts'
import { judgeBudgets } from './budgets.ts'
import type { Judgement } from './comparison.ts'
import { decide } from './decide.ts'
import { describeBudget } from './describe-budget.ts'
import { judgeSession } from './judge.ts'
import { alarmLevels, DEFAULT_SETTINGS } from './settings.ts'
import type { JudgeSettings } from './settings.ts'
import { gaussian } from './testing-latencies.ts'
import { buildSession } from './testing-session.ts'
import type { SyntheticOptions } from './testing-session.ts'

const ANYWHERE = { scenario: '*', load: '*' }
const atMost = (metric: string, amount: number, scenario = '*'): BudgetRule => ({
  ...ANYWHERE,
  scenario,
  metric,
  bound: 'at most',
  limit: { amount, of: 'us' },
})

/** p50 1.5 ms and p95 2.08 ms, on both builds. */
const QUIET = buildSession({ rounds: 5 })
const judged = (budgets: readonly BudgetRule[], more: Partial<JudgeSettings> = {}): Judgement =>
  judgeSession(QUIET, { budgets, ...more })
/** What rules of the gate found; comparisons are unclear as it happens. */
const told = ({ findings }: Judgement) =>
  findings
    .filter(({ rule }) => rule === 'budget' || rule === 'rule-applies')
    .map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`)

describe('a budget', () => {
  it('is met when the whole interval of the typical restart lies within it', () => {
    const met = judged([atMost('p95', 2500)])
    expect(met.budgets).toMatchObject([{ candidate: 'branch', verdict: 'met', unitsNeeded: 0 }])
    expect([told(met), met.exitCode]).toEqual([[], EXIT.pass])
    const { low, value, high, units } = met.budgets[0]!.value!
    expect(units).toBe(6)
    expect(low).toBeLessThan(2084)
    expect(value).toBeCloseTo(2084, -2)
    expect(high).toBeLessThan(2200)
  })

  it('is broken when all of it lies beyond, and says whether the baseline is, too', () => {
    const broken = judged([atMost('p95', 1900)])
    expect(broken.exitCode).toBe(EXIT.regression)
    expect(told(broken)).toEqual([
      expect.stringMatching(
        /^fail budget: p95 of events-limit-1000 on branch is between 2\.\d\d ms and 2\.\d\d ms \(6 restarts\), beyond the budget of at most 1\.90 ms\. The baseline is beyond it, too: between 2\.\d\d ms and 2\.\d\d ms\.$/,
      ),
    ])
  })

  it('is unclear when the limit lies inside; the policy says what that does', () => {
    const near = [atMost('p95', judged([atMost('p95', 2500)]).budgets[0]!.value!.value)]
    expect(judged(near).budgets).toMatchObject([{ verdict: 'unclear' }])
    const outcome = (unclear: JudgeSettings['unclear']) => {
      const { exitCode, findings } = judged(near, { unclear })
      return [exitCode, findings.find(({ rule }) => rule === 'budget')?.severity]
    }
    expect(outcome('pass')).toEqual([EXIT.pass, 'info'])
    expect(outcome('warn')).toEqual([EXIT.pass, 'warn'])
    expect(outcome('fail')).toEqual([EXIT.unclear, 'fail'])
    expect(told(judged(near))).toContainEqual(
      expect.stringMatching(/on both sides of the budget of at most 2\.\d\d ms\./),
    )
  })

  it('says that it has too few requests for a percentile, not too few units', () => {
    const few = buildSession({ rounds: 1, scenarios: [{ name: 'slow', samples: 8 }] })
    const { budgets } = judgeSession(few, { budgets: [atMost('p95', 2500)] })
    expect(budgets).toMatchObject([{ verdict: 'unclear', value: undefined }])
    expect(budgets[0]!.notes.map(describeNote)).toEqual([
      'the typical p95 of slow was not measured: 0 of 6 complete units have enough requests for it, 2 are needed; more rounds or a longer scenarioBudgetMs give more.',
    ])
  })

  it('takes the last rule that matches a place, so that one scenario may have its own', () => {
    const { budgets } = judged([atMost('p95', 1900), atMost('p95', 2500, 'events-*')])
    expect(budgets).toMatchObject([{ limit: 2500, verdict: 'met' }])
  })

  it('may be a least throughput, or a size of the process', () => {
    const session = buildSession({ rounds: 5, scenarios: [{ name: 'many', model: 'concurrent' }] })
    const least: BudgetRule = {
      ...ANYWHERE,
      metric: 'throughput',
      bound: 'at least',
      limit: { amount: 500, of: 'perSecond' },
    }
    const size: BudgetRule = {
      ...ANYWHERE,
      metric: 'rss',
      bound: 'at most',
      limit: { amount: 100e6, of: 'bytes' },
    }
    const ready = atMost('ready', 100_000)
    const { budgets, exitCode } = judgeSession(session, { budgets: [least, size, ready] })
    expect(
      budgets.map(({ metric, verdict, limit }) => `${metric} ${verdict} ${limit}`).sort(),
    ).toEqual(['ready broken 100', 'rss met 100000000', 'throughput broken 500'])
    expect(exitCode).toBe(EXIT.regression)
  })

  it('is not held against numbers that cannot be believed, nor against the control', () => {
    const targets = [{ label: 'master' }, { label: 'branch' }, { label: 'again', isControl: true }]
    const answers = [
      {
        scenario: 'events-limit-1000',
        target: 'branch',
        state: 'different' as const,
        digest: 'd',
        bytes: 1,
      },
    ]
    const session = buildSession({ rounds: 2, targets, answers })
    const { budgets, exitCode } = judgeSession(session, { budgets: [atMost('p50', 100)] })
    expect(budgets).toMatchObject([{ candidate: 'branch', verdict: 'invalid' }])
    expect(exitCode).toBe(EXIT.wrongAnswers)
  })

  it('fails when nothing could be read for it, and only warns when its scenario is elsewhere', () => {
    const few = buildSession({ units: 3, rounds: 1, scenarios: [{ name: 'few', samples: 5 }] })
    const nothing = judgeSession(few, { budgets: [atMost('p95', 9e6)] })
    expect(nothing.exitCode).toBe(EXIT.nothingMeasured)
    expect(told(nothing)).toContainEqual(
      expect.stringMatching(/^fail rule-applies: .*"budget" for p95 of \*.*found no value of it/),
    )
    const elsewhere = judgeSession(few, { budgets: [atMost('p95', 9e6, 'query-*')] })
    expect(elsewhere.exitCode).toBe(EXIT.pass)
    expect(told(elsewhere)).toContainEqual(
      expect.stringMatching(/^warn rule-applies: .*p95 of query-\*.*which measured few/),
    )
  })

  it('needs two restarts for an interval, and says so', () => {
    const one = buildSession({ units: 1, rounds: 5 })
    const [budget] = judgeSession(one, { budgets: [atMost('p50', 1000)] }).budgets
    expect(describeBudget(budget!, one.header.scenarios)).toMatchInlineSnapshot(
      `"p50 of events-limit-1000 on branch could not be held against the budget of at most 1.00 ms. Only 1 complete units; intervals need at least 2."`,
    )
  })
})

describe('budgets at looks', () => {
  const options: SyntheticOptions = { rounds: 2, looks: [6, 9, 12], noise: { unit: 0.02 } }
  it('keep a session going that would otherwise be decided, as long as more units may decide them', () => {
    const noise = { unit: 0.001, round: 0.001, request: 0.02 }
    const session = buildSession({ ...options, rounds: 5, units: 6, noise })
    expect(decide(session)).toMatchObject({ shouldContinue: false })
    const seen = judgeSession(session, { budgets: [atMost('p95', 5000)] }).budgets[0]!.value!
    const near = decide(session, {
      budgets: [atMost('p95', seen.high - (seen.high - seen.value) / 2)],
    })
    expect(near.undecidedBudgets).toMatchObject([{ metric: 'p95', verdict: 'unclear' }])
    expect(near.reason).toContain('1 budget is undecided')
    expect(decide(session, { budgets: [atMost('p95', 5000)] })).toMatchObject({
      undecidedBudgets: [],
      shouldContinue: false,
    })
  })

  it('keep the verdict of the first look that had one', () => {
    const session = buildSession({ ...options, units: 12 })
    const [budget] = judgeSession(session, { budgets: [atMost('p95', 1500)] }).budgets
    expect(budget).toMatchObject({ verdict: 'broken', look: 6 })
    expect(budget!.value!.units).toBe(6)
  })
})

describe('the risk of false alarms', () => {
  it('is shared: comparisons keep four fifths of it beside budgets, and all of it without', () => {
    expect(alarmLevels(DEFAULT_SETTINGS)).toEqual({ comparisons: 0.05, budgets: 0 })
    const shared = alarmLevels({ alarmLevel: 0.05, budgets: [atMost('p50', 1)] })
    expect(shared.comparisons).toBeCloseTo(0.04)
    expect(shared.budgets).toBeCloseTo(0.01)
  })

  it('of twenty budgets that are all exactly on their limits stays below 1 % together', () => {
    const sessions = 1000
    const red = Array.from({ length: sessions }, (_, index) => onTheLimit(index)).filter((all) =>
      all.some(({ verdict, alarmP }) => verdict === 'broken' && alarmP! <= 0.01),
    )
    // 10 expected at most; 20 would be three standard errors above.
    expect(red.length).toBeLessThan(20)
  })
})

const MANY = buildSession({
  units: 2,
  rounds: 1,
  scenarios: Array.from({ length: 20 }, (_, index) => ({ name: `s${index}`, samples: 1 })),
})

/** Twenty independent p50 of 6 restarts with a true typical value of exactly 1 ms. */
function onTheLimit(index: number): readonly BudgetResult[] {
  const random = createRandom(`on the limit ${index}`)
  const read: ReadSeries = ({ header }) =>
    header.scenarios.map(({ name }) => {
      const wholes = new Map([
        ['branch', Array.from({ length: 6 }, (_, unit) => ({ unit, values: [noisy(random)] }))],
      ])
      const place = { scenario: name, load: 'main', metric: findMetric('p50') }
      return { ...place, granularity: 'unit', values: wholes, wholes }
    })
  const settings = { ...DEFAULT_SETTINGS, budgets: [atMost('p50', 1000)] }
  return judgeBudgets(MANY, settings, 0.95, read)
}

const noisy = (random: () => number) => 1000 * Math.exp(0.05 * gaussian(random))
