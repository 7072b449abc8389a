// What a look found, for people who wait: how much is decided, what is not, and how far it is from that.
import { formatPercent, formatQuantity } from '../core/format.ts'
import type { BudgetResult } from '../judge/budget.ts'
import type { Comparison } from '../judge/comparison.ts'
import { controlsOf } from '../judge/control.ts'
import type { Decision } from '../judge/decide.ts'
import { describeLimit } from '../judge/describe-budget.ts'
import { findMetric } from '../metrics/catalogue.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session, SessionHeader } from '../results/schema.ts'
import type { Progress } from '../session/progress.ts'

/** Undefined between two looks; a void unit after a look is no second one. */
export function describeDecision(decision: Decision, session: Session): Progress | undefined {
  const { look, next, most, gating, undecided, budgets, undecidedBudgets } = decision
  const { shouldContinue, reason } = decision
  const isAtLook = look === completeUnits(session).length
  if (look === undefined || !isAtLook || session.units.at(-1)?.state === 'void') return undefined
  return {
    kind: 'look',
    units: look,
    next,
    most,
    all: gating.length + budgets.length,
    undecided: [
      ...undecided.map((open) => describeOpen(open, describeState(open), session.header)),
      ...undecidedBudgets.map((open) => describeOpen(open, describeValue(open), session.header)),
    ],
    continues: shouldContinue,
    reason,
  }
}

/** `events-1-week p50 (−2.0 % … +6.3 %)`; load and candidate are named where there are several. */
function describeOpen(
  { scenario, load, metric, candidate }: Comparison | BudgetResult,
  state: string,
  header: SessionHeader,
): string {
  const info = header.scenarios.find(({ name }) => name === scenario)
  const ofLoad = (info?.loads.length ?? 0) > 1 ? ` ${load}` : ''
  const candidates = header.targets.length - 1 - controlsOf(header).size
  const on = candidates > 1 ? ` on ${candidate}` : ''
  return `${scenario}${ofLoad} ${findMetric(metric).label}${on} (${state})`
}

function describeState({ change, verdict }: Comparison): string {
  if (change === undefined) return 'no interval'
  if (verdict === 'slower') return 'slower, not confirmed'
  return [change.low, change.high].map((ratio) => formatPercent(ratio - 1)).join(' … ')
}

/** `48.1 ms … 51.9 ms, budget at most 50.0 ms`. */
function describeValue(budget: BudgetResult): string {
  const { value, verdict, metric } = budget
  const { unit } = findMetric(metric)
  const ends = value && [value.low, value.high].map((end) => formatQuantity(end, unit)).join(' … ')
  const state = verdict === 'broken' ? 'broken, not confirmed' : 'budget'
  return `${ends ?? 'no interval'}, ${state} ${describeLimit(budget)}`
}
