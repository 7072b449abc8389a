// Which share of a row's whole change, master to branch, one step of ours brought.
import { judgeSession } from '../../harness/judge/judge.ts'
import { attribute } from '../../harness/report/attribution.ts'
import { describeRatio } from '../../harness/report/change.ts'
import { describeShare } from '../../harness/report/step-words.ts'
import { createView } from '../../harness/report/view.ts'
import type { Place } from '../../harness/report/view.ts'
import type { Session } from '../../harness/results/schema.ts'
import { STEP_ENDS } from './pull-request/claims.ts'
import type { Switch } from './pull-request/claims.ts'
import { labelIn } from './measured.ts'

export interface ClaimShare {
  /** `master → midpoint`. */
  readonly step: string
  /** `99 % [98 %, 100 %]`, or why there is none. */
  readonly share: string
  /** What the step did by itself: `326× faster`. */
  readonly did: string
}

/** Undefined where the session has no such step. */
export function findShares(
  session: Session,
): (step: Switch, place: Place) => ClaimShare | undefined {
  const branch = labelIn(session, 'branch')
  if (branch === undefined) return () => undefined
  const view = createView(session, judgeSession(session), branch, '')
  const { steps, rows } = attribute(view)
  return (step, place) => {
    const labels = STEP_ENDS[step]
    const index = steps.findIndex(({ to }) => labels.includes(to.label))
    const measured = session.header.scenarios.some(({ name }) => name === place.scenario)
    if (index === -1 || !measured) return undefined
    const named = `${steps[index]!.from.label} → ${steps[index]!.to.label}`
    const found = rows.find(({ row }) => isPlace(row, place))
    const part = found?.parts[index]
    if (found === undefined || part?.percent === undefined)
      return { step: named, share: 'no clear change as a whole', did: '–' }
    const did = describeRatio(part.ratio.value, found.row.metricInfo)
    return { step: named, share: describeShare(part.percent), did }
  }
}

function isPlace(one: Place, other: Place): boolean {
  return one.scenario === other.scenario && one.load === other.load && one.metric === other.metric
}
