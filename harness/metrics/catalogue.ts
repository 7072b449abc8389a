// Every metric that compare, gate and reports know, in the order of the report.
import { p10, p50, p95, p99, throughput } from './closed-loop.ts'
import {
  databaseBytes,
  firstAnswer,
  indexBytes,
  migrated,
  ready,
  restartFirstAnswer,
  restartReady,
  rss,
  stop,
} from './life-cycle.ts'
import type { Metric } from './metric.ts'
import { RESOURCES } from './resources.ts'
import { responseP50, responseP95, responseP99, served, serviceP50 } from './open-loop.ts'

/**
 * To add a metric: write it in the file of its kind and name it here; nothing else needs to know. A gating metric
 * costs every other one some power (their alarms are corrected together), so gate only what an A/A run keeps quiet.
 */
export const METRICS: readonly Metric[] = [
  p50,
  p10,
  p95,
  p99,
  throughput,
  responseP50,
  responseP95,
  responseP99,
  serviceP50,
  served,
  ...RESOURCES,
  ready,
  firstAnswer,
  migrated,
  restartReady,
  restartFirstAnswer,
  stop,
  rss,
  databaseBytes,
  indexBytes,
]

export function findMetric(id: string): Metric {
  const metric = METRICS.find((candidate) => candidate.id === id)
  if (metric) return metric
  const known = METRICS.map((candidate) => candidate.id).join(', ')
  throw new TypeError(`Expected a metric of the catalogue (${known}), got "${id}".`)
}
