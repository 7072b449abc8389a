// Percentiles of latencies, read only where enough samples support them.
import type { Histogram } from '../results/histogram.ts'

/**
 * At least one sample must be expected beyond the percentile: p10 needs 10, p95 20, p99 100. Below that the number
 * would be an extreme under the name of a percentile. The median of however few is a fair centre: requests of
 * seconds come one or two to a unit, and the spread between units tells how much that is worth.
 */
export function samplesNeeded(percent: number): number {
  return percent === 50 ? 1 : Math.ceil(100 / Math.min(percent, 100 - percent))
}

/** Microseconds; undefined without a histogram or with too few samples in it. */
export function percentileUs(
  histogram: Histogram | undefined,
  percent: number,
): number | undefined {
  if (histogram === undefined || histogram.totalCount < samplesNeeded(percent)) return undefined
  return histogram.getValueAtPercentile(percent)
}
