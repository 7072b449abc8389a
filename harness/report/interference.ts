// What a load suffers from its neighbours: the same open load alone and beside background loads, unit by unit.
import { formatFactor } from '../core/format.ts'
import type { MetricSeries } from '../metrics/series.ts'
import type { ScenarioInfo } from '../results/schema.ts'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import type { Estimate } from '../stats/estimate.ts'
import { hodgesLehmann } from '../stats/hodges-lehmann.ts'
import { median } from '../stats/quantile.ts'
import { strong } from './block.ts'
import type { Text } from './block.ts'
import { scenarioLabel } from './rows.ts'
import { seriesOf } from './series-of.ts'
import { comparisonAt, valueAt } from './view.ts'
import type { Place, ReportView } from './view.ts'

export const PERCENTILES = ['response-p50', 'response-p95'] as const

/** The load of one name in two scenarios. */
export interface Pair {
  readonly load: string
  readonly alone: string
  readonly beside: string
}

export interface Interference {
  readonly aloneUs: number | undefined
  readonly besideUs: number | undefined
  /** How many times as long: beside / alone. */
  readonly ratio: number | undefined
  /** Of the ratio; undefined with fewer than two units. */
  readonly interval: Estimate | undefined
}

/** An open load that one scenario has for itself and another has beside background loads. */
export function interferencePairs(scenarios: readonly ScenarioInfo[]): readonly Pair[] {
  const open = scenarios.flatMap(({ name, loads }) =>
    loads
      .filter(({ measured, model }) => measured && model === 'open')
      .map((load) => ({
        load: load.name,
        scenario: name,
        isAlone: loads.length === 1,
        hasBackground: loads.some(({ measured }) => !measured),
      })),
  )
  return open
    .filter(({ isAlone }) => isAlone)
    .flatMap(({ load, scenario: alone }) =>
      open
        .filter((other) => other.hasBackground && other.load === load)
        .map((beside) => ({ load, alone, beside: beside.scenario })),
    )
}

export function interferenceOf(
  view: ReportView,
  pair: Pair,
  metric: string,
  label: string,
): Interference {
  const at = (scenario: string): Place => ({ scenario, load: pair.load, metric })
  if ([pair.alone, pair.beside].some((scenario) => isInvalid(view, label, at(scenario))))
    return NOTHING
  const [aloneUs, besideUs] = [pair.alone, pair.beside].map((each) =>
    valueAt(view, label, at(each)),
  )
  if (aloneUs === undefined || besideUs === undefined) return { ...NOTHING, aloneUs, besideUs }
  const interval = intervalAt(view, at(pair.alone), at(pair.beside), label)
  return { aloneUs, besideUs, ratio: interval?.value ?? besideUs / aloneUs, interval }
}

/** One line per pair: on the baseline, and on the candidate. */
export function describeInterference(view: ReportView): readonly Text[] {
  return interferencePairs(view.session.header.scenarios).flatMap((pair) => {
    const [before, after] = [view.baseline, view.candidate].map(({ label }) => {
      const { ratio } = interferenceOf(view, pair, PERCENTILES[0], label)
      return ratio === undefined ? undefined : `${formatFactor(ratio)} on ${label}`
    })
    if (before === undefined || after === undefined) return []
    const title = scenarioLabel(view.session, pair.beside)
    const sentence = `: median response over that of the same load alone: ${before}, ${after}.`
    return [[strong('Interference:'), ' '].concat(title, sentence)]
  })
}

const NOTHING: Interference = {
  aloneUs: undefined,
  besideUs: undefined,
  ratio: undefined,
  interval: undefined,
}

/** The baseline's values are good where a comparison with them is, whatever the candidate did. */
function isInvalid(view: ReportView, label: string, place: Place): boolean {
  if (label === view.baseline.label) return false
  return comparisonAt(view, label, place)?.verdict === 'invalid'
}

/** As metrics with one value per restart are judged: exact where that exists, else clustered by restart. */
function intervalAt(
  { session }: ReportView,
  alone: Place,
  beside: Place,
  label: string,
): Estimate | undefined {
  const series = seriesOf(session)
  const quiet = valuesByUnit(series, alone, label)
  const logs = [...valuesByUnit(series, beside, label)].flatMap(([unit, value]) => {
    const other = quiet.get(unit)
    return other === undefined ? [] : [Math.log(value / other)]
  })
  if (logs.length < 2 || !logs.every(Number.isFinite)) return undefined
  const estimate =
    hodgesLehmann(logs, CONFIDENCE) ??
    intervalOf(clusteredTrimmedMean(logs.map((log) => [log])), CONFIDENCE)
  const [value, low, high] = [estimate.value, estimate.low, estimate.high].map(Math.exp)
  return { ...estimate, value: value!, low: low!, high: high! }
}

const CONFIDENCE = 0.95

function valuesByUnit(
  series: readonly MetricSeries[],
  { scenario, load, metric }: Place,
  label: string,
): ReadonlyMap<number, number> {
  const found = series.find(
    (each) => each.scenario === scenario && each.load === load && each.metric.id === metric,
  )
  const units = found?.values.get(label) ?? []
  return new Map(units.map(({ unit, values }) => [unit, median(values)!]))
}
