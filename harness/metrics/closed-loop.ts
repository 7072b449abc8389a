// Metrics of closed loads, where the next request waits for an answer. Margins, and which of them may gate: measured
// on unchanged servers, p50 and p10 reach ±5 % within 6 to 10 units and p95 ±10 %, p99 (SD 11 to 71 % per unit) never.
import { AMOUNT_WORDS, TIME_WORDS } from './metric.ts'
import type { LoadInfo, SliceMetric } from './metric.ts'
import { percentileUs } from './percentile.ts'

export const p50: SliceMetric = {
  ...servicePercentile(50),
  marginRatio: 0.05,
  gating: true,
  appliesTo: isMeasuredClosed,
}

/**
 * Contention only ever adds time, so p10 is the quietest; with several clients it measures their queueing instead.
 * Unpinned it jumps with the placement of processes (SD 11 % per unit on a fast endpoint), so then it only informs.
 */
export const p10: SliceMetric = {
  ...servicePercentile(10),
  marginRatio: 0.05,
  gating: 'pinned',
  appliesTo: (load) => load.measured && load.model === 'sequential',
}

export const p95: SliceMetric = {
  ...servicePercentile(95),
  marginRatio: 0.1,
  gating: true,
  appliesTo: isMeasuredClosed,
}

export const p99: SliceMetric = {
  ...servicePercentile(99),
  marginRatio: 0.15,
  gating: false,
  appliesTo: isMeasuredClosed,
}

/** One client's throughput is its mean latency over again, so only several clients have one. */
export const throughput: SliceMetric = {
  id: 'throughput',
  label: 'throughput',
  unit: 'perSecond',
  scope: 'slice',
  finest: 'round',
  better: 'higher',
  words: AMOUNT_WORDS,
  marginRatio: 0.05,
  floor: 0,
  gating: true,
  appliesTo: (load) => load.measured && load.model === 'concurrent',
  read: ({ served, windowMs }) => (windowMs > 0 ? served / (windowMs / 1000) : undefined),
}

function isMeasuredClosed(load: LoadInfo): boolean {
  return load.measured && load.model !== 'open'
}

function servicePercentile(percent: number) {
  return {
    id: `p${percent}`,
    label: `p${percent}`,
    unit: 'us',
    scope: 'slice',
    finest: 'round',
    better: 'lower',
    words: TIME_WORDS,
    floor: 0,
    read: (sample) => percentileUs(sample.serviceUs, percent),
  } satisfies Partial<SliceMetric>
}
