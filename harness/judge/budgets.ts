// All budgets of a session as it stands, and how surprising those are that look broken. Budgets are a family of their
// own: Holm on one-sided t over all of them and all candidates. They do not join the sign patterns of comparisons,
// because two builds may change places under "no difference", but nothing changes places with a limit.
import type { BudgetRule } from '../core/gate-rules.ts'
import { findMetric } from '../metrics/catalogue.ts'
import type { ReadSeries } from '../metrics/series.ts'
import { LIFE_CYCLE } from '../metrics/series.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session } from '../results/schema.ts'
import { holmAdjusted } from '../stats/alarm.ts'
import type { Fit } from '../stats/clustered-trimmed.ts'
import { studentTUpperTail } from '../stats/student-t.ts'
import { judgeBudget } from './budget.ts'
import type { BudgetResult, JudgedBudget } from './budget.ts'
import { controlsOf } from './control.ts'
import { isSamePlace, lastMatching, placesOf } from './places.ts'
import type { Place } from './places.ts'
import type { JudgeSettings } from './settings.ts'
import { readValidity } from './validity.ts'

/** With `alarmP` adjusted for all of them; not for looks. */
export function judgeBudgets(
  session: Session,
  settings: JudgeSettings,
  confidence: number,
  read: ReadSeries,
): readonly BudgetResult[] {
  const baseline = session.header.targets.find(({ role }) => role === 'baseline')?.label
  if (settings.budgets.length === 0 || baseline === undefined) return []
  const all = read(session)
  const validity = readValidity(session)
  const judged = budgetPlaces(session, settings).flatMap(({ rule, place }) =>
    accountable(session).map((candidate) => {
      const sides = validity.get(place.scenario)
      const doubts = place.scenario === LIFE_CYCLE ? undefined : sides?.get(candidate)
      return judgeBudget(
        {
          rule,
          place,
          series: all.find(({ scenario, load, metric }) =>
            isSamePlace({ scenario, load, metric: metric.id }, place),
          ),
          units: completeUnits(session).length,
          baseline,
          candidate,
          notes: doubts?.notes ?? [],
          invalid: doubts?.invalid ?? false,
        },
        confidence,
      )
    }),
  )
  return withAlarms(judged)
}

export interface BudgetPlace {
  readonly rule: BudgetRule
  readonly place: Place
}

/** Where each budget holds. Of several with the same bound at a place the last one does. */
export function budgetPlaces(
  { header }: Session,
  { budgets }: Pick<JudgeSettings, 'budgets'>,
): readonly BudgetPlace[] {
  const places = [...new Set(budgets.map(({ metric }) => metric))].flatMap((metric) =>
    placesOf(findMetric(metric), header),
  )
  return (['at most', 'at least'] as const).flatMap((bound) => {
    const bounded = budgets.filter((rule) => rule.bound === bound)
    return places.flatMap((place) => {
      const rule = lastMatching(bounded, place)
      return rule === undefined ? [] : [{ rule, place }]
    })
  })
}

/** The control repeats the baseline, which is no candidate; where nothing else is there, it is what was asked about. */
function accountable({ header }: Session): readonly string[] {
  const controls = controlsOf(header)
  const candidates = header.targets.filter(({ role }) => role === 'candidate')
  const others = candidates.filter(({ label }) => !controls.has(label))
  return (others.length > 0 ? others : candidates).map(({ label }) => label)
}

function withAlarms(judged: readonly JudgedBudget[]): readonly BudgetResult[] {
  const tested = judged.filter(({ excess, result }) => excess && result.verdict !== 'invalid')
  const adjusted = holmAdjusted(tested.map(({ excess }) => pOver(excess!)))
  const alarms = new Map(tested.map(({ result }, index) => [result, adjusted[index]!]))
  return judged.map(({ result }) => ({ ...result, alarmP: alarms.get(result) }))
}

/** P of such an excess or a larger one, were the typical restart exactly on its limit. */
export function pOver({ centre, standardError, units }: Fit): number {
  if (standardError === 0) return centre > 0 ? 0 : 1
  return studentTUpperTail(centre / standardError, units - 1)
}
