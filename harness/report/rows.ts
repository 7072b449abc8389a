// Which measured things become the rows of the result tables: few per scenario, chosen by how its load arrives.
import { formatQuantity } from '../core/format.ts'
import type { Comparison } from '../judge/comparison.ts'
import { findMetric } from '../metrics/catalogue.ts'
import type { LoadInfo, Metric } from '../metrics/metric.ts'
import type { ScenarioInfo, Session } from '../results/schema.ts'
import { parseInline } from './block.ts'
import type { Inline } from './block.ts'
import type { Place } from './view.ts'

export interface Row extends Place {
  readonly title: readonly Inline[]
  /** What sets the row apart from its neighbours of the same scenario; empty where there are none. */
  readonly part: string
  readonly isBackground: boolean
  readonly table: string
  readonly metricInfo: Metric
}

/** What can fill a row: a comparison, or, where nothing is compared, a measured place alone. */
export type RowSource = Place & Partial<Pick<Comparison, 'gating' | 'verdict'>>

/** Metric ids by load model, the row's order; the first alone needs no name beside the scenario's. */
const HEADLINES: Readonly<Record<LoadInfo['model'], readonly string[]>> = {
  sequential: ['p50'],
  concurrent: ['throughput', 'p50'],
  open: ['response-p50', 'response-p95', 'response-p99', 'served'],
}
const BACKGROUND: readonly string[] = ['served']

/**
 * Rows that at least one of the comparisons fills, in the order of the session's scenarios. A gating metric that
 * got slower always has a row: bad news must not sit in a fold. What only informs, and says "same", has none.
 */
export function headlineRows(session: Session, sources: readonly RowSource[]): readonly Row[] {
  return session.header.scenarios
    .flatMap((scenario) => scenario.loads.flatMap((load) => rowsOf(scenario, load, sources)))
    .filter((row) => sources.some((source) => isAt(source, row) && !isQuiet(source)))
}

function isQuiet({ gating, verdict }: RowSource): boolean {
  return gating === false && verdict === 'same'
}

/** Result tables in the order in which the scenarios first name them. */
export function groupByTable(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, (row) => row.table)
}

export function scenarioLabel(session: Session, name: string): readonly Inline[] {
  const scenario = session.header.scenarios.find((each) => each.name === name)
  return parseInline(scenario?.title ?? name)
}

export function rowLabel({ title, part }: Row): readonly Inline[] {
  return part === '' ? title : [...title, `, ${part}`]
}

export function formatMetric(value: number | undefined, metric: Metric): string {
  return value === undefined ? '–' : formatQuantity(value, metric.unit)
}

function rowsOf(
  scenario: ScenarioInfo,
  load: LoadInfo,
  sources: readonly RowSource[],
): readonly Row[] {
  const headlines = load.measured ? HEADLINES[load.model] : BACKGROUND
  const slower = sources
    .filter((each) => each.scenario === scenario.name && each.load === load.name)
    .filter((each) => each.gating === true && each.verdict === 'slower')
  const ids = new Set([...headlines, ...slower.map(({ metric }) => metric)])
  return [...ids].map(findMetric).map((metric) => ({
    scenario: scenario.name,
    load: load.name,
    metric: metric.id,
    metricInfo: metric,
    table: scenario.table,
    isBackground: !load.measured,
    title: parseInline(scenario.title),
    part: describePart(scenario, load, metric),
  }))
}

function describePart(scenario: ScenarioInfo, load: LoadInfo, metric: Metric): string {
  const measured = scenario.loads.filter((each) => each.measured)
  const isPlain = load.measured && load.model === 'sequential' && metric.id === 'p50'
  const parts = [
    ...(load.measured && measured.length === 1 ? [] : [load.name.replaceAll('-', ' ')]),
    ...(isPlain ? [] : [metric.label]),
  ]
  return parts.join(' ')
}

export function isAt(source: Place, row: Row): boolean {
  return (
    source.scenario === row.scenario && source.load === row.load && source.metric === row.metric
  )
}
