// Which scenarios are run once more under a profiler: those of which a row of the report got faster or slower.
import type { Comparison } from '../judge/comparison.ts'
import { controlsOf } from '../judge/control.ts'
import { judgeSession } from '../judge/judge.ts'
import type { JudgeSettings } from '../judge/settings.ts'
import { headlineRows, isAt } from '../report/rows.ts'
import type { Session } from '../results/schema.ts'
import type { ProfileChoice } from '../session/profiling-request.ts'

/** At most `most` scenarios, those with the largest change first. */
export function chooseProfiled(
  session: Session,
  judging: Partial<JudgeSettings>,
  most: number,
): ProfileChoice {
  const baseline = session.header.targets.find(({ role }) => role === 'baseline')!.label
  const byScenario = Map.groupBy(changedRows(session, judging), ({ scenario }) => scenario)
  const ranked = [...byScenario.entries()].toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a))
  return {
    chosen: ranked.slice(0, most).map(([scenario, rows]) => {
      const changed = new Set(rows.map(({ candidate }) => candidate))
      const candidates = session.header.targets.filter(({ label }) => changed.has(label))
      return { scenario, targets: [baseline, ...candidates.map(({ label }) => label)] }
    }),
    left: ranked.slice(most).map(([scenario]) => scenario),
  }
}

/** Of candidates; what the control differs by is noise and has no cause in the code. */
function changedRows(session: Session, judging: Partial<JudgeSettings>): Comparison[] {
  const { comparisons } = judgeSession(session, judging)
  const rows = headlineRows(session, comparisons)
  const controls = controlsOf(session.header)
  return comparisons.filter(
    (comparison) =>
      (comparison.verdict === 'faster' || comparison.verdict === 'slower') &&
      !controls.has(comparison.candidate) &&
      rows.some((row) => isAt(comparison, row)),
  )
}

/** Ten times as fast counts as much as ten times as slow. */
function sizeOf(rows: readonly Comparison[]): number {
  return Math.max(...rows.map(({ change }) => Math.abs(Math.log(change!.value))))
}
