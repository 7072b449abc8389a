// What other processes did to a measurement: CPU time they used on its CPUs, and how long it waited for them.
import { readFileSync, readdirSync } from 'node:fs'
import { readCpuTime } from '../../harness/machine/cpu-time.ts'
import { readProcessTimes } from '../../harness/machine/busy-processes.ts'

/** Of the time that passed; either alone is no proof: threads of one process wait for each other too. */
const FOREIGN_SHARE = 0.015
const WAITED_SHARE = 0.005

interface Reading {
  readonly atMs: number
  readonly foreignMs: number
  readonly waitedMs: readonly number[]
}

/** Call the function returned to learn whether others disturbed these processes since. */
export function watchDisturbance(cpus: readonly number[], pids: readonly number[]): () => boolean {
  const before = read(cpus, pids)
  return () => {
    const after = read(cpus, pids)
    const tookMs = after.atMs - before.atMs
    const foreign = (after.foreignMs - before.foreignMs) / tookMs
    const waited = after.waitedMs.map((ms, i) => (ms - before.waitedMs[i]!) / tookMs)
    return foreign > FOREIGN_SHARE && Math.max(...waited) > WAITED_SHARE
  }
}

function read(cpus: readonly number[], pids: readonly number[]): Reading {
  const { busyMs, stealMs } = readCpuTime(cpus)!
  const own = readProcessTimes().filter(({ pid }) => pid === process.pid || pids.includes(pid))
  const ownMs = own.reduce((sum, { cpuMs }) => sum + cpuMs, endedChildrenMs())
  return {
    atMs: performance.now(),
    foreignMs: busyMs + stealMs - ownMs,
    waitedMs: pids.map(waitedMs),
  }
}

/** Of programs run meanwhile, such as wrk: fields 16 and 17 of proc_pid_stat(5), in ticks of 10 ms. */
function endedChildrenMs(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(13, 15)
  return (Number(user) + Number(system)) * 10
}

/** Time in which its threads were ready to run and did not: the second field of schedstat, in nanoseconds. */
function waitedMs(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' '))
    .reduce((sum, [, waitedNs]) => sum + Number(waitedNs) / 1e6, 0)
}
