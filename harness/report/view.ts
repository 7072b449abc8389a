// What every section is given: one candidate of a judged session and its neighbours.
import { UsageError } from '../core/errors.ts'
import type { Comparison, Judgement } from '../judge/comparison.ts'
import { isControl } from '../judge/control.ts'
import type { Chain, Session, TargetInfo } from '../results/schema.ts'

export interface ReportView {
  readonly session: Session
  readonly judgement: Judgement
  readonly sessionFile: string
  readonly baseline: TargetInfo
  readonly candidate: TargetInfo
  /** Set where the candidate is a step of a chain that was measured as one. */
  readonly chain: Chain | undefined
  /** Targets between baseline and candidate in the order of the session, without the control. */
  readonly between: readonly TargetInfo[]
  /** A further target whose build equals the baseline: what it differs by is noise. */
  readonly control: TargetInfo | undefined
  /** The candidate's comparisons, in the order of the judgement. */
  readonly comparisons: readonly Comparison[]
  readonly completeUnits: number
}

/** Names one measured thing: comparisons of several candidates share it. */
export interface Place {
  readonly scenario: string
  readonly load: string
  readonly metric: string
}

export function createView(
  session: Session,
  judgement: Judgement,
  candidateLabel: string,
  sessionFile: string,
): ReportView {
  const { targets } = session.header
  const baseline = targets.find((target) => target.role === 'baseline') ?? targets[0]!
  const candidate = findCandidate(session, candidateLabel)
  const chain = session.header.chain?.targets.includes(candidate.label)
    ? session.header.chain
    : undefined
  const isOther = (target: TargetInfo) =>
    isControl(target, baseline) && chain?.targets.includes(target.label) !== true
  const control = targets.find((target) => target !== candidate && isOther(target))
  const between = targets
    .slice(targets.indexOf(baseline) + 1, targets.indexOf(candidate))
    .filter((target) => !isOther(target))
  return {
    session,
    judgement,
    sessionFile,
    baseline,
    candidate,
    chain,
    between,
    control,
    comparisons: judgement.comparisons.filter((each) => each.candidate === candidate.label),
    completeUnits: session.units.filter((unit) => unit.state === 'complete').length,
  }
}

/** The comparison of any target with the baseline at the same place. */
export function comparisonAt(
  view: ReportView,
  candidateLabel: string,
  place: Place,
): Comparison | undefined {
  return view.judgement.comparisons.find(
    (each) =>
      each.candidate === candidateLabel &&
      each.scenario === place.scenario &&
      each.load === place.load &&
      each.metric === place.metric,
  )
}

/** Baseline, what lies between, candidate: the columns of a report. */
export function shownTargets({ baseline, between, candidate }: ReportView): readonly TargetInfo[] {
  return [baseline, ...between, candidate]
}

/** Typical value of a target at a place. The baseline's own stands in every comparison with it. */
export function valueAt(view: ReportView, label: string, place: Place): number | undefined {
  if (label === view.baseline.label)
    return comparisonAt(view, view.candidate.label, place)?.baselineValue
  return comparisonAt(view, label, place)?.candidateValue
}

/** `95 % interval`: what the intervals of the session claim to cover. */
export function confidenceLabel({ comparisons }: ReportView): string {
  const change = comparisons.find((comparison) => comparison.change !== undefined)?.change
  return change === undefined ? 'no interval' : `${Math.round(change.confidence * 100)} % interval`
}

function findCandidate(session: Session, label: string): TargetInfo {
  const candidates = session.header.targets.filter((target) => target.role === 'candidate')
  const found = candidates.find((target) => target.label === label)
  if (found !== undefined) return found
  const known = candidates.map((target) => target.label).join(', ')
  throw new UsageError(`Expected a candidate of the session (${known}), got "${label}".`)
}
