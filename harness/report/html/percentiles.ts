// The latencies of a load over all rounds of all units that count, by build: histograms merge without loss.
import { usableUnits } from '../../metrics/usable-units.ts'
import { decodeHistogram, mergeHistograms } from '../../results/histogram.ts'
import type { Histogram } from '../../results/histogram.ts'
import type { ScenarioInfo, Session } from '../../results/schema.ts'
import type { Build } from './builds.ts'

type LoadInfo = ScenarioInfo['loads'][number]

export interface Latencies {
  readonly build: Build
  readonly histogram: Histogram
}

/** Percentiles that a table tells, as far as there are samples for them. */
export const TOLD = [50, 90, 95, 99, 99.9, 99.99] as const

/** Response time where requests are due, else service time; builds without any answer are left out. */
export function latenciesOf(
  session: Session,
  scenario: string,
  load: LoadInfo,
  builds: readonly Build[],
): readonly Latencies[] {
  const slices = usableUnits(session, scenario)
    .units.flatMap((unit) => unit.slices)
    .filter((slice) => slice.scenario === scenario)
  return builds.flatMap((build) => {
    const encoded = slices
      .filter(({ target }) => target === build.label)
      .flatMap(({ recordings }) => recordings.filter((one) => one.load === load.name))
      .flatMap((one) => (load.model === 'open' ? one.responseUs : one.serviceUs) ?? [])
    if (encoded.length === 0) return []
    return [{ build, histogram: mergeHistograms(encoded.map(decodeHistogram)) }]
  })
}
