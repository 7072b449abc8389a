// Metrics of open loads, whose requests are due at fixed times, and of loads that only keep the server busy. Queueing
// amplifies noise (SD 19 to 33 % per unit on unchanged servers), so waits alarm only beyond ±50 %; the closed-loop
// times that cause them carry the finer judgement.
import { AMOUNT_WORDS, TIME_WORDS } from './metric.ts'
import type { LoadInfo, SliceMetric } from './metric.ts'
import { percentileUs } from './percentile.ts'

/** The floors are the lateness of the load generator itself: measured p50 0.6, p95 1.1, p99 2.5 ms. */
export const responseP50 = responsePercentile(50, 1000)
export const responseP95 = responsePercentile(95, 2000)
export const responseP99 = responsePercentile(99, 5000)

/** From send instead of due: what the server took once the request reached it. */
export const serviceP50: SliceMetric = {
  id: 'service-p50',
  label: 'service p50',
  unit: 'us',
  scope: 'slice',
  finest: 'round',
  better: 'lower',
  words: TIME_WORDS,
  marginRatio: 0.05,
  floor: 0,
  gating: false,
  appliesTo: isMeasuredOpen,
  read: (sample) => percentileUs(sample.serviceUs, 50),
}

/** Requests answered in a unit; also the only thing known of a background load. A single slice may well see none. */
export const served: SliceMetric = {
  id: 'served',
  label: 'served',
  unit: 'count',
  scope: 'slice',
  finest: 'unit',
  better: 'higher',
  words: AMOUNT_WORDS,
  marginRatio: 0.05,
  floor: 0,
  gating: false,
  appliesTo: (load) => !load.measured || load.model === 'open',
  read: (sample) => sample.served,
}

function responsePercentile(percent: number, floorUs: number): SliceMetric {
  return {
    id: `response-p${percent}`,
    label: `response p${percent}`,
    unit: 'us',
    scope: 'slice',
    finest: 'round',
    better: 'lower',
    words: TIME_WORDS,
    marginRatio: 0.5,
    floor: floorUs,
    gating: true,
    appliesTo: isMeasuredOpen,
    read: (sample) => percentileUs(sample.responseUs, percent),
  }
}

function isMeasuredOpen(load: LoadInfo): boolean {
  return load.measured && load.model === 'open'
}
