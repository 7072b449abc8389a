// Goals of closed loops: they see what wrk sees.
import { spawnSync } from 'node:child_process'
import { merged } from './bench.ts'
import type { Bench } from './bench.ts'
import { judged, notMeasured, us } from './goal.ts'
import type { Goal } from './goal.ts'

const ROUNDS = 7
const ROUNDS_NEEDED = 4
const WRK_SECONDS = 2

interface Contest {
  readonly scenario: string
  readonly path: string
  readonly connections: number
  /** Ours in a round. */
  readonly requests: number
  readonly stub: readonly string[]
  /** Beside 0.1 ms. */
  readonly toleranceRatio: number
}

export const CONTESTS: readonly Contest[] = [
  {
    scenario: 'clients',
    path: '/read',
    connections: 8,
    requests: 20_000,
    stub: [],
    toleranceRatio: 0.1,
  },
  {
    scenario: 'working-clients',
    path: '/read?cpu=0.5',
    connections: 8,
    requests: 4000,
    stub: [],
    toleranceRatio: 0.1,
  },
  // Both CPUs sleep between the requests, and waking them is part of what a client sees.
  {
    scenario: 'sequential',
    path: '/read',
    connections: 1,
    requests: 100,
    stub: ['--latency', 'constant:20'],
    toleranceRatio: 0.01,
  },
]

/** In turns against the same server; the middle of the rounds counts. */
export async function agreement(bench: Bench, contest: Contest): Promise<Goal> {
  const { scenario, path, connections, requests, stub: options, toleranceRatio } = contest
  const row = {
    what: `${connections} × ${[path, ...options].join(' ')}: p50, ours and wrk's`,
    goal: `differ < ${toleranceRatio * 100} % + 0.1 ms`,
  }
  if (spawnSync('wrk', ['--version']).error !== undefined)
    return notMeasured(row, 'wrk is not on PATH')
  const stub = await bench.stub(options)
  const all: Round[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const { runs, isDisturbed } = await bench.slices(stub, scenario, { requests }, 1)
      const isDisturbedMeanwhile = bench.watch(stub)
      const otherUs = runWrk(bench.beside, connections, stub.origin + path)
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
  const isReached = Math.abs(oursUs - otherUs) < toleranceRatio * otherUs + 100
  return judged(row, `${us(oursUs)}, ${us(otherUs)}`, { isReached, isDisturbed })
}

interface Round {
  readonly oursUs: number
  readonly otherUs: number
  readonly isDisturbed: boolean
}

/** Microseconds of its 50th percentile. */
function runWrk(launcher: readonly string[], connections: number, url: string): number {
  const command = ['wrk', '-t1', `-c${connections}`, `-d${WRK_SECONDS}s`, '--latency', url]
  const [program, ...rest] = [...launcher, ...command]
  const { stdout, stderr, status } = spawnSync(program!, rest, { encoding: 'utf8' })
  const p50 = /50%\s+([\d.]+)(us|ms|s)\b/.exec(stdout)
  if (status !== 0 || p50 === null) throw new Error(`wrk failed: ${stderr || stdout}`)
  return Number(p50[1]) * { us: 1, ms: 1000, s: 1e6 }[p50[2] as 'us' | 'ms' | 's']
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
