// The series of a session, read once: several sections of every candidate's report ask for them.
import { readSeries } from '../metrics/series.ts'
import type { MetricSeries } from '../metrics/series.ts'
import type { Session } from '../results/schema.ts'

const KNOWN = new WeakMap<Session, readonly MetricSeries[]>()

export function seriesOf(session: Session): readonly MetricSeries[] {
  const series = KNOWN.get(session) ?? readSeries(session)
  KNOWN.set(session, series)
  return series
}
