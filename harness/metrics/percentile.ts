// Percentiles of latencies, read only where enough samples support them.
import type { Histogram } from '../results/histogram.ts'

/**
 * At least one sample must be expected beyond the percentile, and never fewer than 3 in all: p50 needs 3, p10 10,
 * p95 20, p99 100. Below that the number would be an extreme under the name of a percentile.
 */
export function samplesNeeded(percent: number): number {
  return Math.max(3, Math.ceil(100 / Math.min(percent, 100 - percent)))
}

/** Microseconds; undefined without a histogram or with too few samples in it. */
export function percentileUs(
  histogram: Histogram | undefined,
  percent: number,
): number | undefined {
  if (histogram === undefined || histogram.totalCount < samplesNeeded(percent)) return undefined
  return histogram.getValueAtPercentile(percent)
}
