// Watches the machine for some seconds in which nothing of ours runs but timers.
import { loadavg } from 'node:os'
import { busiestBetween, nameProcess, readProcessTimes } from '../machine/busy-processes.ts'
import { timeTimers } from '../machine/clock.ts'
import { readMemory } from '../machine/memory.ts'
import { readQuota } from '../machine/quota.ts'
import { readSystemFile } from '../machine/system-file.ts'
import { quantile } from '../stats/quantile.ts'
import type { IdleFacts } from './facts.ts'

/** Sleeps long enough that waking up is the rare thing. */
const TIMER_MS = 5

export async function watchIdle(durationMs: number, signal: AbortSignal): Promise<IdleFacts> {
  const before = takeReading()
  const lateMs = await timeTimers(durationMs, TIMER_MS, signal)
  const after = takeReading()
  const wallMs = after.atMs - before.atMs
  const ownMs = after.ownMs - before.ownMs
  const share = (ms: number) => Math.max(0, ms) / wallMs
  const busiest = busiestBetween(before.processes, after.processes, [process.pid])
  return {
    durationMs: wallMs,
    stealShare: between(before.stolenMs, after.stolenMs, share),
    foreignShare: between(before.busyMs, after.busyMs, (busyMs) => share(busyMs - ownMs)),
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
  readonly busyMs: number | undefined
  readonly stolenMs: number | undefined
  readonly processes: ReturnType<typeof readProcessTimes>
  readonly throttledMs: number | undefined
  readonly swappedPages: number | undefined
}

function takeReading(): Reading {
  const { user, system } = process.cpuUsage()
  return {
    atMs: performance.now(),
    ownMs: (user + system) / 1000,
    ...parseCpuTimes(readSystemFile('/proc/stat')),
    processes: readProcessTimes(),
    throttledMs: readQuota()?.throttledMs,
    swappedPages: readMemory().swappedPages,
  }
}

/** In /proc 100 ticks a second on every architecture that Node supports, see proc_stat(5). */
const TICK_MS = 10

/** Of all CPUs: time spent working for anybody here, and time that the hypervisor gave to others. */
export function parseCpuTimes(stat: string | undefined): Pick<Reading, 'busyMs' | 'stolenMs'> {
  const line = /^cpu +(.+)$/m.exec(stat ?? '')
  if (line === null) return { busyMs: undefined, stolenMs: undefined }
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line[1]!
    .split(' ')
    .map((ticks) => Number(ticks) * TICK_MS)
  return { busyMs: user + nice + system + irq + softirq, stolenMs: steal }
}

function between(
  before: number | undefined,
  after: number | undefined,
  read: (difference: number) => number,
): number | undefined {
  return before === undefined || after === undefined ? undefined : read(after - before)
}
