// Goals of open loops: punctual beside a busy server, cheap at a high rate, honest about a stall, exact.
import { STALLED_RATE } from './loads.config.ts'
import { merged, recordingOf } from './bench.ts'
import type { Bench } from './bench.ts'
import type { SliceRun } from '../../harness/load/protocol.ts'
import { judged, percent, us } from './goal.ts'
import type { Goal } from './goal.ts'

const SLICES = 5
const WINDOW = { sliceMs: 2000 }
const RATE_ERROR = 0.005

export async function punctuality(bench: Bench): Promise<Goal[]> {
  const late = { what: '1,500/s beside a busy server: lateness p99', goal: '≤ 1 ms' }
  const off = { what: '1,500/s beside a busy server: rate error', goal: '≤ 0.5 %' }
  const stub = await bench.stub()
  try {
    const { runs, isDisturbed } = await bench.slices(stub, 'beside-work', WINDOW, SLICES)
    const p99Us = merged(runs, 'beats', 'latenessUs').getValueAtPercentile(99)
    const error = rateError(runs, 1500)
    return [
      judged(late, us(p99Us), { isReached: p99Us <= 1000, isDisturbed }),
      judged(off, percent(error), { isReached: error <= RATE_ERROR, isDisturbed }),
    ]
  } finally {
    await stub.stop()
  }
}

export async function frugality(bench: Bench): Promise<Goal[]> {
  const cpu = { what: '3,000/s: CPU of the load generator', goal: '≤ 80 %' }
  const off = { what: '3,000/s: rate error', goal: '≤ 0.5 %' }
  const stub = await bench.stub()
  try {
    const { runs, isDisturbed } = await bench.slices(stub, 'fast', WINDOW, SLICES)
    const sum = (of: 'cpuMs' | 'wallMs') =>
      runs.reduce((total, { generator }) => total + generator[of], 0)
    const share = sum('cpuMs') / sum('wallMs')
    const error = rateError(runs, 3000)
    return [
      judged(cpu, percent(share), { isReached: share <= 0.8, isDisturbed }),
      judged(off, percent(error), { isReached: error <= RATE_ERROR, isDisturbed }),
    ]
  } finally {
    await stub.stop()
  }
}

/** Of the requests that left, in the time until the last one was due and sent. */
function rateError(runs: readonly SliceRun[], ratePerSecond: number): number {
  const sent = runs.map((run) => recordingOf(run, 'beats'))
  const requests = sent.reduce((sum, { due, missed }) => sum + due - missed, 0)
  const seconds = sent.reduce((sum, { windowMs }) => sum + windowMs, 0) / 1000
  return Math.abs(requests / seconds / ratePerSecond - 1)
}

const STALL_MS = 500
const PERIOD_MS = 2000
const PERCENTILES = [90, 95, 99]

/** A quarter of the requests are due in a stall; what they wait is uniform between nothing and all of it. */
export async function honesty(bench: Bench): Promise<Goal[]> {
  const what = `stalls of ${STALL_MS} ms every ${PERIOD_MS} ms, ${STALLED_RATE}/s: response p90, p95, p99`
  const stub = await bench.stub(['--stall', `${STALL_MS}@${PERIOD_MS / 2}/${PERIOD_MS}`])
  try {
    const window = { sliceMs: 6 * PERIOD_MS }
    const { runs, isDisturbed } = await bench.slices(stub, 'stalled', window, 1)
    const histogram = merged(runs, 'beats', 'responseUs')
    const off = PERCENTILES.map((at) => {
      const trueMs = STALL_MS * (1 - (1 - at / 100) / (STALL_MS / PERIOD_MS))
      return histogram.getValueAtPercentile(at) / 1000 / trueMs - 1
    })
    const isReached = off.every((share) => Math.abs(share) <= 0.02)
    const measured = off.map(percent).join(', ')
    return [judged({ what, goal: '± 2 %' }, measured, { isReached, isDisturbed })]
  } finally {
    await stub.stop()
  }
}

/** Both percentiles lie well inside a mode, so that chance moves neither. */
const LATENCY = 'mix:50x80+100x20'
const TRUE_MS = [
  { at: 50, trueMs: 50 },
  { at: 95, trueMs: 100 },
]

/** What is recorded beyond the truth is the way to the stub and back, which the stub does not count. */
export async function accuracy(bench: Bench): Promise<Goal[]> {
  const stub = await bench.stub(['--latency', LATENCY])
  try {
    const { runs, isDisturbed } = await bench.slices(stub, 'steady', WINDOW, SLICES)
    const histogram = merged(runs, 'beats', 'serviceUs')
    return TRUE_MS.map(({ at, trueMs }) => {
      const what = `stub of ${trueMs} ms at p${at}, 500/s: recorded beyond it`
      const beyondUs = histogram.getValueAtPercentile(at) - trueMs * 1000
      const isReached = Math.abs(beyondUs) <= 0.01 * trueMs * 1000 + 100
      return judged({ what, goal: '≤ 1 % + 0.1 ms' }, us(beyondUs), { isReached, isDisturbed })
    })
  } finally {
    await stub.stop()
  }
}
