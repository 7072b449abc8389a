// Watches the machine for some seconds in which nothing of ours runs but timers.
import { loadavg } from 'node:os'
import { busiestBetween, nameProcess, readProcessTimes } from '../machine/busy-processes.ts'
import { timeTimers } from '../machine/clock.ts'
import { readCpuTime } from '../machine/cpu-time.ts'
import type { CpuTime } from '../machine/cpu-time.ts'
import { readMemory } from '../machine/memory.ts'
import { readQuota } from '../machine/quota.ts'
import { quantile } from '../stats/quantile.ts'
import type { IdleFacts } from './facts.ts'

/** Sleeps long enough that waking up is the rare thing. */
const TIMER_MS = 5

/** `cpus` are those that may be used. */
export async function watchIdle(
  cpus: readonly number[],
  durationMs: number,
  signal: AbortSignal,
): Promise<IdleFacts> {
  const before = takeReading(cpus)
  const lateMs = await timeTimers(durationMs, TIMER_MS, signal)
  const after = takeReading(cpus)
  const wallMs = after.atMs - before.atMs
  const ownMs = after.ownMs - before.ownMs
  const share = (ms: number) => Math.max(0, ms) / (wallMs * Math.max(1, cpus.length))
  const busiest = busiestBetween(before.processes, after.processes, [process.pid])
  return {
    durationMs: wallMs,
    stealShare: between(before.cpuTime?.stealMs, after.cpuTime?.stealMs, share),
    foreignShare: between(before.cpuTime?.busyMs, after.cpuTime?.busyMs, (busyMs) =>
      share(busyMs - ownMs),
    ),
    busiest: busiest && {
      pid: busiest.pid,
      name: nameProcess(busiest.pid),
      share: share(busiest.cpuMs),
    },
    loadAverage: loadavg()[0]!,
    timerP50Ms: quantile(lateMs, 0.5) ?? 0,
    timerP99Ms: quantile(lateMs, 0.99) ?? 0,
    throttledMs: between(before.throttledMs, after.throttledMs, (ms) => ms),
    swappedPages: between(before.swappedPages, after.swappedPages, (pages) => pages),
  }
}

/** Counters since the start of the machine. */
interface Reading {
  readonly atMs: number
  readonly ownMs: number
  readonly cpuTime: CpuTime | undefined
  readonly processes: ReturnType<typeof readProcessTimes>
  readonly throttledMs: number | undefined
  readonly swappedPages: number | undefined
}

function takeReading(cpus: readonly number[]): Reading {
  const { user, system } = process.cpuUsage()
  return {
    atMs: performance.now(),
    ownMs: (user + system) / 1000,
    cpuTime: readCpuTime(cpus),
    processes: readProcessTimes(),
    throttledMs: readQuota()?.throttledMs,
    swappedPages: readMemory().swappedPages,
  }
}

function between(
  before: number | undefined,
  after: number | undefined,
  read: (difference: number) => number,
): number | undefined {
  return before === undefined || after === undefined ? undefined : read(after - before)
}
