// Whether the load generator was itself the limit of a slice, so that the slice measured it instead of the server.
// Pure; thresholds are fixed beforehand and the same for every build.
import { decodeHistogram } from '../results/histogram.ts'
import type { Recording, ScenarioInfo, SliceResult } from '../results/schema.ts'

/** Beyond this share of a CPU, due requests and answers queue for the generator. */
const OPEN_CPU_SHARE = 0.9
/** Several closed connections may keep it busy; beyond this share throughput is the generator's own. */
const CONCURRENT_CPU_SHARE = 0.95
/** Lateness that passes for punctual, and the share of the response time that is half of the margin of waits. */
const LATENESS_US = 1000
const LATENESS_SHARE = 0.25
/** Of requests sent, once it amounts to more than one of them. */
const RATE_ERROR = 0.005

type Loads = ScenarioInfo['loads']

/**
 * The reason, or undefined. Open loops: CPU, rate and lateness. Several closed connections: CPU alone. One closed
 * connection never: its requests do not wait for each other, so that the generator's part is the same for all builds.
 */
export function generatorLimit(
  slice: Pick<SliceResult, 'recordings' | 'generator'>,
  loads: Loads,
): string | undefined {
  const measured = loads.filter((load) => load.measured)
  const busy = tooBusy(slice.generator, measured)
  if (busy !== undefined) return busy
  for (const load of measured.filter(({ model }) => model === 'open')) {
    const recording = slice.recordings.find((one) => one.load === load.name)
    if (recording === undefined) continue
    const reason = tooSlow(recording, load) ?? tooLate(recording)
    if (reason !== undefined) return reason
  }
  return undefined
}

function tooBusy(generator: SliceResult['generator'], measured: Loads): string | undefined {
  if (generator === undefined || generator.wallMs === 0) return undefined
  const is = (kind: Loads[number]['model']) => measured.some(({ model }) => model === kind)
  const limit = is('open') ? OPEN_CPU_SHARE : is('concurrent') ? CONCURRENT_CPU_SHARE : Infinity
  const share = generator.cpuMs / generator.wallMs
  return share > limit ? `the load generator used ${percent(share)} of a CPU` : undefined
}

/** What is due at a constant rate is known; a window that grew says that it could not be sent in time. */
function tooSlow({ load, due, windowMs }: Recording, info: Loads[number]): string | undefined {
  const { arrival = 'constant', ratePerSecond } = info
  if (arrival !== 'constant' || ratePerSecond === undefined) return undefined
  const expected = (ratePerSecond * windowMs) / 1000
  if (Math.abs(due - expected) <= Math.max(1, RATE_ERROR * expected)) return undefined
  const rate = ((due * 1000) / windowMs).toFixed(1)
  return `the load generator sent ${rate} requests/s of "${load}" instead of ${ratePerSecond}`
}

/** At the highest percentile that has more than one sample beyond it. */
function tooLate({ load, latenessUs, responseUs }: Recording): string | undefined {
  if (latenessUs === undefined || responseUs === undefined) return undefined
  const lateness = decodeHistogram(latenessUs)
  const at = lateness.totalCount >= 100 ? 99 : lateness.totalCount >= 20 ? 95 : 50
  const lateUs = lateness.getValueAtPercentile(at)
  const share = lateUs / decodeHistogram(responseUs).getValueAtPercentile(at)
  if (lateUs <= LATENESS_US || share <= LATENESS_SHARE) return undefined
  const late = `${(lateUs / 1000).toFixed(1)} ms late at p${at}`
  return `the load generator sent "${load}" ${late}, ${percent(share)} of the response time`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}
