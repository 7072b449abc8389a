// What a look found, for people who wait: how much is decided, what is not, and how far it is from that.
import { formatPercent } from '../core/format.ts'
import type { Comparison } from '../judge/comparison.ts'
import { controlsOf } from '../judge/control.ts'
import type { Decision } from '../judge/decide.ts'
import { findMetric } from '../metrics/catalogue.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session, SessionHeader } from '../results/schema.ts'
import type { Progress } from '../session/progress.ts'

/** Undefined between two looks; a void unit after a look is no second one. */
export function describeDecision(decision: Decision, session: Session): Progress | undefined {
  const { look, next, most, gating, undecided, shouldContinue, reason } = decision
  const isAtLook = look === completeUnits(session).length
  if (look === undefined || !isAtLook || session.units.at(-1)?.state === 'void') return undefined
  return {
    kind: 'look',
    units: look,
    next,
    most,
    all: gating.length,
    undecided: undecided.map((comparison) => describeOpen(comparison, session.header)),
    continues: shouldContinue,
    reason,
  }
}

/** `events-1-week p50 (−2.0 % … +6.3 %)`; load and candidate are named where there are several. */
function describeOpen(comparison: Comparison, header: SessionHeader): string {
  const { scenario, load, metric, candidate } = comparison
  const info = header.scenarios.find(({ name }) => name === scenario)
  const ofLoad = (info?.loads.length ?? 0) > 1 ? ` ${load}` : ''
  const candidates = header.targets.length - 1 - controlsOf(header).size
  const on = candidates > 1 ? ` on ${candidate}` : ''
  return `${scenario}${ofLoad} ${findMetric(metric).label}${on} (${describeState(comparison)})`
}

function describeState({ change, verdict }: Comparison): string {
  if (change === undefined) return 'no interval'
  if (verdict === 'slower') return 'slower, not confirmed'
  return [change.low, change.high].map((ratio) => formatPercent(ratio - 1)).join(' … ')
}
