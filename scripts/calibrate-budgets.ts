// How often budgets turn a session red, and how often they are called met, by where the true value lies: simulated
// restarts of known truth, judged at the looks of the profiles. `node scripts/calibrate-budgets.ts [sessions]`, seeded;
// 2,000 sessions take half a minute.
import { createRandom } from '../harness/core/random.ts'
import { judgeBudget } from '../harness/judge/budget.ts'
import type { BudgetVerdict } from '../harness/judge/budget.ts'
import { pOver } from '../harness/judge/budgets.ts'
import { alarmLevels, DEFAULT_SETTINGS } from '../harness/judge/settings.ts'
import { gaussian } from '../harness/judge/testing-latencies.ts'
import { findMetric } from '../harness/metrics/catalogue.ts'
import type { UnitValues } from '../harness/metrics/series.ts'
import { holmAdjusted } from '../harness/stats/alarm.ts'
import { LOOK_PROFILES, planLooks } from '../harness/stats/looks.ts'
import type { Look } from '../harness/stats/looks.ts'

const LIMIT_US = 50_000
const PLACE = { scenario: 'simulated', load: 'main', metric: 'p95' }
const RULE = { ...PLACE, bound: 'at most', limit: { amount: LIMIT_US, of: 'us' } } as const
/** Standard deviation of p95 from restart to restart on the log scale, a third of its variance shared by all. */
const RESTART_SD = 0.05
const LEVEL = alarmLevels({ alarmLevel: DEFAULT_SETTINGS.alarmLevel, budgets: [RULE] }).budgets

interface Outcome {
  readonly isRed: boolean
  readonly isRedUncorrected: boolean
  readonly allMet: boolean
  readonly unclear: number
}

/** True values are on the limit times the ratio. */
function simulate(budgets: number, ratio: number, looks: readonly Look[], seed: string): Outcome {
  const random = createRandom(seed)
  const most = looks.at(-1)!.units
  const machine = Array.from({ length: most }, () => gaussian(random))
  const units = Array.from({ length: budgets }, () =>
    machine.map((shared, unit): UnitValues => {
      const noise = Math.sqrt(1 / 3) * shared + Math.sqrt(2 / 3) * gaussian(random)
      return { unit, values: [LIMIT_US * ratio * Math.exp(RESTART_SD * noise)] }
    }),
  )
  const standing = units.map(() => ({ verdict: 'unclear' as BudgetVerdict, p: 1 }))
  for (const look of looks) {
    const judged = units.map((values) =>
      judgeBudget(caseOf(values.slice(0, look.units)), 1 - look.level),
    )
    const adjusted = holmAdjusted(judged.map(({ excess }) => pOver(excess!)))
    for (const [index, { result }] of judged.entries()) {
      const each = standing[index]!
      if (each.verdict === 'unclear') each.verdict = result.verdict
      each.p = Math.min(each.p, adjusted[index]! / look.share)
    }
  }
  const broken = standing.filter(({ verdict }) => verdict === 'broken')
  return {
    isRed: broken.some(({ p }) => p <= LEVEL),
    isRedUncorrected: broken.length > 0,
    allMet: standing.every(({ verdict }) => verdict === 'met'),
    unclear: standing.filter(({ verdict }) => verdict === 'unclear').length / budgets,
  }
}

function caseOf(values: readonly UnitValues[]) {
  const wholes = new Map([['candidate', values]])
  const series = { ...PLACE, metric: findMetric('p95'), granularity: 'unit' as const }
  return {
    rule: RULE,
    place: PLACE,
    series: { ...series, values: wholes, wholes },
    units: values.length,
    baseline: 'baseline',
    candidate: 'candidate',
    notes: [],
    invalid: false,
  }
}

function describeCell(profile: 'quick' | 'pr', budgets: number, ratio: number, count: number) {
  const looks = planLooks(LOOK_PROFILES[profile], 1 - DEFAULT_SETTINGS.confidence)
  const outcomes = Array.from({ length: count }, (_, index) =>
    simulate(budgets, ratio, looks, `${profile} ${budgets} ${ratio} ${index}`),
  )
  const share = (of: (outcome: Outcome) => number) =>
    `${((100 * outcomes.reduce((sum, outcome) => sum + of(outcome), 0)) / count).toFixed(1)} %`
  const cells = [
    `| ${profile} | ${budgets} | ${((ratio - 1) * 100).toFixed(0)} %`,
    share(({ isRedUncorrected }) => Number(isRedUncorrected)),
    share(({ isRed }) => Number(isRed)),
    share(({ allMet }) => Number(allMet)),
    `${share(({ unclear }) => unclear)} |`,
  ]
  return cells.join(' | ')
}

if (import.meta.main) {
  const count = Number(process.argv[2] ?? 2000)
  console.log(
    '| profile | budgets | true value beyond its limit by | interval alone | red | all met | unclear |',
  )
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const profile of ['quick', 'pr'] as const)
    for (const budgets of [1, 20])
      for (const ratio of [0.9, 1, 1.1, 1.2])
        console.log(describeCell(profile, budgets, ratio, count))
}
