// What is kept of a measured session: its series instead of its recordings, a fiftieth of the size. Everything that is
// calibrated can be computed from it again.
import { z } from 'zod'
import { findMetric } from '../metrics/catalogue.ts'
import type { MetricSeries } from '../metrics/series.ts'
import { readSeries } from '../metrics/series.ts'
import { headerSchema } from '../results/schema.ts'
import { upgradeHeader } from '../results/upgrade.ts'
import type { Session } from '../results/schema.ts'

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

export const keptSchema = z.strictObject({
  /** Without plan and answers, which recordings would be held against. */
  header: z.preprocess(lift, headerSchema),
  /** From the start to the first unit: rehearsal and plan; absent in what older versions kept. */
  onceMs: z.number().nonnegative().optional(),
  units: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      state: z.enum(['complete', 'void']),
      /** Absent in what older versions kept. */
      durationMs: z.number().nonnegative().optional(),
      notes: z.array(z.looseObject({ code: z.string() })),
    }),
  ),
  series: z.array(seriesSchema),
})

export type KeptSession = Readonly<z.infer<typeof keptSchema>>
export type KeptSeries = KeptSession['series'][number]

export function keepSession(session: Session): KeptSession {
  const onceMs = onceMsOf(session)
  return {
    header: { ...session.header, plan: [], answers: [], notes: [] },
    ...(onceMs !== undefined && { onceMs }),
    units: session.units.map(({ index, state, durationMs, notes }) => ({
      index,
      state,
      durationMs,
      notes,
    })),
    series: readSeries(session).map(keepSeries),
  }
}

/** From the start to the first unit; undefined where there is none. */
export function onceMsOf({ header, units }: Session): number | undefined {
  const [first] = units
  if (first === undefined) return undefined
  return Math.max(0, Date.parse(first.startedAt) - Date.parse(header.startedAt))
}

function keepSeries({ scenario, load, metric, granularity, values }: MetricSeries): KeptSeries {
  const byTarget = [...values].map(([label, units]) => [
    label,
    Object.fromEntries(units.map(({ unit, values: rounds }) => [unit, rounds.map(shorten)])),
  ])
  return {
    scenario,
    load,
    metric: metric.id,
    granularity,
    values: Object.fromEntries(byTarget) as KeptSeries['values'],
  }
}

/** Histograms have three significant digits. */
function shorten(value: number): number {
  return Number(value.toPrecision(5))
}

export const metricOf = ({ metric }: KeptSeries) => findMetric(metric)

export function completeUnits({ units }: KeptSession): number[] {
  return units.filter(({ state }) => state === 'complete').map(({ index }) => index)
}
