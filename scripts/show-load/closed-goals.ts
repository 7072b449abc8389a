// Goals of closed loops: known latencies come out as they went in, and as wrk sees them.
import { spawnSync } from 'node:child_process'
import { merged } from './bench.ts'
import type { Bench } from './bench.ts'
import { judged, notMeasured, us } from './goal.ts'
import type { Goal } from './goal.ts'

/** Both percentiles lie well inside a mode, so that chance moves neither. */
const LATENCY = 'mix:20x80+50x20'
const TRUE_MS = [
  { at: 50, trueMs: 20 },
  { at: 95, trueMs: 50 },
]
const READS = 400
const FAST_READS = 6000

export async function accuracy(bench: Bench): Promise<Goal[]> {
  const stub = await bench.stub(['--latency', LATENCY])
  try {
    // Slow requests are few: both sides compile their code beforehand.
    await bench.slices(stub, 'at-once', { requests: FAST_READS }, 1)
    const plan = { requests: READS, dropped: 5 }
    const { runs, isDisturbed } = await bench.slices(stub, 'sequential', plan, 1)
    const histogram = merged(runs, 'reads', 'serviceUs')
    return TRUE_MS.map(({ at, trueMs }) => {
      const what = `stub of ${trueMs} ms at p${at}: recorded beyond it`
      const beyondUs = histogram.getValueAtPercentile(at) - trueMs * 1000
      const isReached = Math.abs(beyondUs) <= 0.01 * trueMs * 1000 + 100
      return judged({ what, goal: '≤ 1 % + 0.1 ms' }, us(beyondUs), { isReached, isDisturbed })
    })
  } finally {
    await stub.stop()
  }
}

const ROUNDS = 7
const ROUNDS_NEEDED = 4
const WRK_SECONDS = 2
const WRK_REQUESTS: Readonly<Record<string, { readonly path: string; readonly requests: number }>> =
  {
    clients: { path: '/read', requests: 20_000 },
    'working-clients': { path: '/read?cpu=0.5', requests: 4000 },
  }

/** In turns against the same server; the middle of the rounds counts. */
export async function agreement(bench: Bench, scenario: string): Promise<Goal> {
  const { path, requests } = WRK_REQUESTS[scenario]!
  const what = `8 connections, ${path}: p50, ours and wrk's`
  const row = { what, goal: 'differ < 10 % + 0.1 ms' }
  if (spawnSync('wrk', ['--version']).error !== undefined)
    return notMeasured(row, 'wrk is not on PATH')
  const stub = await bench.stub()
  const all: Round[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const { runs, isDisturbed } = await bench.slices(stub, scenario, { requests }, 1)
      const isDisturbedMeanwhile = bench.watch(stub)
      const otherUs = runWrk(bench.beside, stub.origin + path)
      const oursUs = merged(runs, 'reads', 'serviceUs').getValueAtPercentile(50)
      all.push({ oursUs, otherUs, isDisturbed: isDisturbedMeanwhile() || isDisturbed })
    }
  } finally {
    await stub.stop()
  }
  const quiet = all.filter((round) => !round.isDisturbed)
  const isDisturbed = quiet.length < ROUNDS_NEEDED
  const rounds = isDisturbed ? all : quiet
  const oursUs = median(rounds.map((round) => round.oursUs))
  const otherUs = median(rounds.map((round) => round.otherUs))
  const isReached = Math.abs(oursUs - otherUs) < 0.1 * otherUs + 100
  return judged(row, `${us(oursUs)}, ${us(otherUs)}`, { isReached, isDisturbed })
}

interface Round {
  readonly oursUs: number
  readonly otherUs: number
  readonly isDisturbed: boolean
}

/** Microseconds of its 50th percentile. */
function runWrk(launcher: readonly string[], url: string): number {
  const command = ['wrk', '-t1', '-c8', `-d${WRK_SECONDS}s`, '--latency', url]
  const [program, ...rest] = [...launcher, ...command]
  const { stdout, stderr, status } = spawnSync(program!, rest, { encoding: 'utf8' })
  const p50 = /50%\s+([\d.]+)(us|ms|s)\b/.exec(stdout)
  if (status !== 0 || p50 === null) throw new Error(`wrk failed: ${stderr || stdout}`)
  return Number(p50[1]) * { us: 1, ms: 1000, s: 1e6 }[p50[2] as 'us' | 'ms' | 's']
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
