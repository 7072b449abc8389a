// Typical values of a single build, where there is nothing to compare it to.
import { judgeSession } from '../../harness/judge/judge.ts'
import { measuredValues } from '../../harness/report/measured.ts'
import type { MeasuredValue } from '../../harness/report/measured.ts'
import type { Place } from '../../harness/report/view.ts'
import type { Session } from '../../harness/results/schema.ts'
import { labelIn } from './measured.ts'
import type { Build } from './pull-request/pr-row.ts'

export type FindValue = (place: Place, build: Build) => MeasuredValue | undefined

/** The sessions are asked in turn. */
export function findValueIn(sessions: readonly Session[]): FindValue {
  return (place, build) => {
    for (const session of sessions) {
      const label = labelIn(session, build)
      const values =
        label === undefined ? [] : measuredValues(session, judgeSession(session), label)
      const found = values.find(
        ({ scenario, load, metric }) =>
          scenario === place.scenario && load === place.load && metric.id === place.metric,
      )
      if (found !== undefined) return found
    }
    return undefined
  }
}
