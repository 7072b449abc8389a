// The noise of a session's own metrics: how far the ratio of two builds varied from unit to unit, and what a unit took.
import { METRICS } from '../metrics/catalogue.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Comparison } from '../judge/comparison.ts'
import { judgeSession } from '../judge/judge.ts'
import type { Session } from '../results/schema.ts'
import type { Estimate } from '../stats/estimate.ts'
import { unitSpread } from '../stats/precision.ts'
import { median } from '../stats/quantile.ts'
import { strictMargin } from './detectable.ts'
import type { Cost, Noise } from './detectable.ts'

/** Of every metric that may turn a session red, in the order of the report. */
export function noiseOf(session: Session): Noise[] {
  const rows = new Map<string, [Comparison, ...Comparison[]]>()
  for (const comparison of judgeSession(session).comparisons) {
    if (!comparison.gating || comparison.change === undefined) continue
    const row = JSON.stringify([comparison.scenario, comparison.load, comparison.metric])
    const others = rows.get(row)
    if (others === undefined) rows.set(row, [comparison])
    else others.push(comparison)
  }
  return [...rows.values()].map(noiseOfRow)
}

/** Every candidate estimates the same noise, so that their variances are averaged. */
function noiseOfRow(row: readonly [Comparison, ...Comparison[]]): Noise {
  const [{ scenario, metric }] = row
  const marginRatio = METRICS.find(({ id }) => id === metric)!.marginRatio
  const variances = row.map(({ change }) => unitSpread(logOf(change!)) ** 2)
  return {
    scenario,
    metric,
    marginRatio,
    strictMarginRatio: strictMargin(metric, marginRatio),
    spread: Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0) / row.length),
    units: Math.min(...row.map(({ change }) => change!.units)),
  }
}

function logOf(change: Estimate): Estimate {
  const { value, low, high } = change
  return { ...change, value: Math.log(value), low: Math.log(low), high: Math.log(high) }
}

/**
 * The median unit, whatever the profile; builds and rehearsal come before the first. Undefined without a complete
 * unit.
 */
export function costOf(session: Session): Cost | undefined {
  const unitMs = median(completeUnits(session).map(({ durationMs }) => durationMs))
  const first = session.units[0]
  if (unitMs === undefined || first === undefined) return undefined
  const onceMs = Date.parse(first.startedAt) - Date.parse(session.header.startedAt)
  const unitMsOf = { quick: unitMs, pr: unitMs, nightly: unitMs }
  return { onceMs: Math.max(0, onceMs), unitMs: unitMsOf }
}
