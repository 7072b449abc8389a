// All comparisons of a session as it stands: every candidate with the baseline, in the order of series.
import { LIFE_CYCLE, readSeries } from '../metrics/series.ts'
import type { MetricSeries, ReadSeries } from '../metrics/series.ts'
import type { Session } from '../results/schema.ts'
import { compare } from './compare.ts'
import type { Compared, Pair } from './compare.ts'
import type { JudgeSettings } from './settings.ts'
import { termsOf } from './terms.ts'
import { readValidity } from './validity.ts'
import type { ValidityMap } from './validity.ts'

export function compareAll(
  session: Session,
  settings: JudgeSettings,
  confidence: number,
  read: ReadSeries = readSeries,
): Compared[] {
  const { targets, pinning } = session.header
  const baseline = targets.find((target) => target.role === 'baseline')?.label
  if (baseline === undefined) return []
  const candidates = targets.filter((target) => target.role === 'candidate')
  const validity = readValidity(session)
  const isPinned = pinning !== undefined
  return read(session).flatMap((series) => {
    const { scenario, load, metric } = series
    const place = { scenario, load, metric: metric.id }
    const judging = { series, baseline, ...termsOf(place, metric, isPinned, settings) }
    return candidates
      .map(({ label }): Pair =>
        Object.assign({}, judging, doubtsOf(series, baseline, label, validity)),
      )
      .filter(isReadable)
      .map((pair) => compare(pair, confidence))
  })
}

/** A percentile that too few requests of one side support is no comparison: it could only ever be unclear. */
function isReadable({ series, baseline, candidate, invalid }: Pair): boolean {
  const holds = (label: string) => (series.values.get(label)?.length ?? 0) > 0
  return invalid || (holds(baseline) && holds(candidate))
}

function doubtsOf(
  series: MetricSeries,
  baseline: string,
  candidate: string,
  validity: ValidityMap,
): Pick<Pair, 'candidate' | 'notes' | 'invalid'> {
  const here = series.scenario === LIFE_CYCLE ? undefined : validity.get(series.scenario)
  const sides = [baseline, candidate].flatMap((label) => here?.get(label) ?? [])
  return {
    candidate,
    notes: sides.flatMap((side) => side.notes),
    invalid: sides.some((side) => side.invalid),
  }
}
