// What a request costs the machine. It informs: CPU time is no quieter than latency, since contention inflates it, and
// what is written depends on when a server commits.
import { AMOUNT_WORDS } from './metric.ts'
import type { MetricUnit, SliceMetric } from './metric.ts'
import type { LoadSample } from './load-sample.ts'

/** Counted for the whole process, so only where a single load causes it. Ticks of 10 ms are too coarse for one slice. */
function perRequest(
  id: string,
  label: string,
  unit: MetricUnit,
  floor: number,
  read: (sample: LoadSample) => number | undefined,
): SliceMetric {
  return {
    id: `${id}-per-request`,
    label: `${label} per request`,
    unit,
    scope: 'slice',
    finest: 'unit',
    better: 'lower',
    words: AMOUNT_WORDS,
    marginRatio: 0.1,
    floor,
    gating: false,
    appliesTo: (_, scenario) => scenario.loads.length === 1,
    read: (sample) => {
      const amount = read(sample)
      // Nothing has no ratio to anything.
      return amount === undefined || amount <= 0 || sample.served === 0
        ? undefined
        : amount / sample.served
    },
  }
}

/** A page of SQLite's now and then is no finding. */
const FLOOR_BYTES = 512
const FLOOR_SWITCHES = 0.5

/** To add one: a line here, and what it reads in load-sample.ts. */
export const RESOURCES: readonly SliceMetric[] = [
  perRequest('cpu', 'CPU', 'us', 0, ({ cpuMs }) => cpuMs && cpuMs * 1000),
  perRequest('written', 'written', 'bytes', FLOOR_BYTES, ({ writtenBytes }) => writtenBytes),
  perRequest('switches', 'context switches', 'count', FLOOR_SWITCHES, ({ switches }) => switches),
]
