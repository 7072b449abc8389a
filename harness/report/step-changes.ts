// What each step of a chain of builds changed, unit by unit: the numbers that shares are made of.
import type { MetricSeries } from '../metrics/series.ts'

/**
 * By unit the log change by every step between the builds, in their order. Each build's value of a unit is read from
 * all of its slices together, so that the steps of a unit add up to its whole change. Units that lack a build, or hold
 * a zero, are left out.
 */
export function stepChanges(series: MetricSeries, labels: readonly string[]): number[][] {
  const builds = labels.map((label) => logsByUnit(series, label))
  const [first] = builds
  return [...(first?.keys() ?? [])]
    .map((unit) => builds.map((logs) => logs.get(unit) ?? Number.NaN))
    .filter((logs) => logs.every(Number.isFinite))
    .map((logs) => logs.slice(1).map((log, step) => log - logs[step]!))
}

function logsByUnit({ wholes }: MetricSeries, label: string): ReadonlyMap<number, number> {
  const units = wholes.get(label) ?? []
  return new Map(units.map(({ unit, values }) => [unit, Math.log(values[0]!)]))
}
