// What is kept of a measured session: its series instead of its recordings, a fiftieth of the size. Everything that is
// calibrated can be computed from it again.
import { z } from 'zod'
import { findMetric } from '../../harness/metrics/catalogue.ts'
import type { MetricSeries } from '../../harness/metrics/series.ts'
import { readSeries } from '../../harness/metrics/series.ts'
import { headerSchema } from '../../harness/results/schema.ts'
import { upgradeHeader } from '../../harness/results/upgrade.ts'
import type { Session } from '../../harness/results/schema.ts'
import { PARTS } from './jobs.ts'
import type { PartName } from './jobs.ts'

const seriesSchema = z.strictObject({
  scenario: z.string(),
  load: z.string(),
  metric: z.string(),
  granularity: z.enum(['round', 'unit']),
  /** By target label, then by unit. */
  values: z.record(z.string(), z.record(z.string(), z.array(z.number()))),
})

/** What was kept by an older version is read like an older session file. */
function lift(header: unknown): unknown {
  const version = (header as { readonly schemaVersion?: unknown } | null)?.schemaVersion
  return typeof version === 'number' ? upgradeHeader(header as object, version) : header
}

export const compactSchema = z.strictObject({
  part: z.enum(PARTS),
  number: z.int().positive(),
  /** Without plan and answers, which recordings would be held against. */
  header: z.preprocess(lift, headerSchema),
  units: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      state: z.enum(['complete', 'void']),
      notes: z.array(z.looseObject({ code: z.string() })),
    }),
  ),
  series: z.array(seriesSchema),
})

export type CompactSession = Readonly<z.infer<typeof compactSchema>>
type CompactSeries = CompactSession['series'][number]

export function compactSession(part: PartName, number: number, session: Session): CompactSession {
  return {
    part,
    number,
    header: { ...session.header, plan: [], answers: [], notes: [] },
    units: session.units.map(({ index, state, notes }) => ({ index, state, notes })),
    series: readSeries(session).map(compactSeries),
  }
}

function compactSeries({ scenario, load, metric, granularity, values }: MetricSeries) {
  const byTarget = [...values].map(([label, units]) => [
    label,
    Object.fromEntries(units.map(({ unit, values: rounds }) => [unit, rounds.map(shorten)])),
  ])
  return {
    scenario,
    load,
    metric: metric.id,
    granularity,
    values: Object.fromEntries(byTarget) as CompactSeries['values'],
  }
}

/** Histograms have three significant digits. */
function shorten(value: number): number {
  return Number(value.toPrecision(5))
}

export function placeOf({ scenario, load, metric }: CompactSeries): string {
  return `${scenario}/${load}/${metric}`
}

export const metricOf = ({ metric }: CompactSeries) => findMetric(metric)

export function completeUnits({ units }: CompactSession): number[] {
  return units.filter(({ state }) => state === 'complete').map(({ index }) => index)
}
