// Whether measuring more units can still decide something: asked by the session after every unit. Pure.
import { readSeries } from '../metrics/series.ts'
import type { ReadSeries } from '../metrics/series.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session } from '../results/schema.ts'
import type { Estimate } from '../stats/estimate.ts'
import { criticalT } from '../stats/looks.ts'
import type { Look } from '../stats/looks.ts'
import { judgeAtLooks, looksOf } from './at-looks.ts'
import type { BudgetResult } from './budget.ts'
import type { Comparison } from './comparison.ts'
import { controlsOf } from './control.ts'
import { alarmLevels, fillSettings } from './settings.ts'
import type { JudgeSettings } from './settings.ts'

export interface Decision {
  /** Complete units of the last look that was reached, of the next one and of the last planned one. */
  readonly look: number | undefined
  readonly next: number | undefined
  readonly most: number
  /** Gating comparisons at the last look, without the control's; none before the first look. */
  readonly gating: readonly Comparison[]
  /** Those among them without a verdict, or `slower` but not confirmed. */
  readonly undecided: readonly Comparison[]
  /** All budgets at the last look, and those that are unclear, or broken but not confirmed. */
  readonly budgets: readonly BudgetResult[]
  readonly undecidedBudgets: readonly BudgetResult[]
  readonly shouldContinue: boolean
  /** One sentence for people. */
  readonly reason: string
}

export function decide(
  session: Session,
  settings: Partial<JudgeSettings> = {},
  read: ReadSeries = readSeries,
): Decision {
  const filled = fillSettings(session, settings)
  const looks = looksOf(session, filled)
  const units = completeUnits(session).length
  const last = looks.at(-1)!
  const look = looks.findLast((each) => each.units <= units)
  const next = looks.find((each) => each.units > units)
  const { gating, budgets } =
    look === undefined ? { gating: [], budgets: [] } : judgedOf(session, filled, read)
  const levels = alarmLevels(filled)
  const undecided = gating.filter((comparison) => isOpen(comparison, levels.comparisons))
  const undecidedBudgets = budgets.filter((budget) => isOpen(budget, levels.budgets))
  const decision = (shouldContinue: boolean, reason: string): Decision => ({
    look: look?.units,
    next: next?.units,
    most: last.units,
    gating,
    undecided,
    budgets,
    undecidedBudgets,
    shouldContinue,
    reason,
  })
  if (look === undefined) return decision(true, `The first look is at ${next!.units} units.`)
  const open = describeOpen(undecided.length, undecidedBudgets.length)
  if (open === undefined) return decision(false, 'Every gating metric is decided.')
  if (next === undefined) return decision(false, `All ${last.units} planned units are measured.`)
  const isAtLook = look.units === units
  const isHopeless =
    !undecided.some((comparison) => mayBeDecided(comparison, look, last)) &&
    !undecidedBudgets.some((budget) => budgetMayBeDecided(budget, look, last))
  if (isAtLook && isHopeless)
    return decision(false, `${open}, and ${last.units} units could not decide them at this noise.`)
  return decision(true, `${open}; the next look is at ${next.units} units.`)
}

function judgedOf(session: Session, settings: JudgeSettings, read: ReadSeries) {
  const controls = controlsOf(session.header)
  const { comparisons, budgets } = judgeAtLooks(session, settings, false, read)
  const gating = comparisons.filter(
    (comparison) => comparison.gating && !controls.has(comparison.candidate),
  )
  return { gating, budgets }
}

/** Bad news that is not confirmed is not decided. */
function isOpen({ verdict, alarmP }: Comparison | BudgetResult, level: number): boolean {
  const isBad = verdict === 'slower' || verdict === 'broken'
  return verdict === 'unclear' || (isBad && (alarmP ?? 1) > level)
}

function describeOpen(metrics: number, budgets: number): string | undefined {
  const parts = [
    ...(metrics > 0 ? [`${metrics} gating metrics`] : []),
    ...(budgets > 0 ? [budgets === 1 ? '1 budget' : `${budgets} budgets`] : []),
  ]
  if (parts.length === 0) return undefined
  return `${parts.join(' and ')} ${metrics + budgets === 1 && metrics === 0 ? 'is' : 'are'} undecided`
}

/**
 * Whether the interval that the most units would leave fits inside the margin, or beyond it, around some centre within
 * one standard error of the present one. Metrics that are slower but not confirmed, or not yet measured, may be.
 */
export function mayBeDecided(
  { change, verdict, marginRatio }: Comparison,
  look: Look,
  last: Look,
): boolean {
  if (change === undefined || verdict === 'slower') return true
  const { standardError, finalHalfWidth } = outlook(change, look, last)
  const centre = Math.abs(Math.log(change.value))
  const limit = Math.log1p(marginRatio)
  const nearest = Math.max(0, centre - standardError)
  return nearest + finalHalfWidth < limit || centre + standardError - finalHalfWidth > limit
}

/** The same for a budget, which is a single limit. */
export function budgetMayBeDecided(
  { value, verdict, limit }: BudgetResult,
  look: Look,
  last: Look,
): boolean {
  if (value === undefined || verdict === 'broken') return true
  const { standardError, finalHalfWidth } = outlook(value, look, last)
  return Math.abs(Math.log(value.value / limit)) + standardError > finalHalfWidth
}

/** What the present interval, of ratios or values, tells of the one that the most units would leave. */
function outlook(estimate: Estimate, look: Look, last: Look) {
  const halfWidth = Math.log(estimate.high / estimate.low) / 2
  const standardError = halfWidth / criticalT(look.level, estimate.units)
  const units = estimate.units + last.units - look.units
  const shrunk = standardError * Math.sqrt(estimate.units / units)
  return { standardError, finalHalfWidth: shrunk * criticalT(last.level, units) }
}
