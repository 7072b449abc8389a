// Every metric that compare, gate and reports know, in the order of the report.
import type { Metric } from './metric.ts'

/** To add a metric: write it in the file of its kind and name it here; nothing else needs to know. */
export const METRICS: readonly Metric[] = []
