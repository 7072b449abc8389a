// What CPUs have done since the machine was started: worked, or been kept from it by the hypervisor.
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'

/** Sums over the CPUs, in steps of 10 ms each. */
export interface CpuTime {
  /** Programs and kernel; without interrupts, which nobody in particular has caused. */
  readonly busyMs: number
  /** Ready to run, while the hypervisor let somebody else. */
  readonly stealMs: number
}

/** In /proc 100 ticks a second on every architecture that Node supports, see proc_stat(5). */
const TICK_MS = 10

/** Undefined where the system does not tell about each of these CPUs. */
export function readCpuTime(
  cpus: readonly number[],
  read: ReadSystemFile = readSystemFile,
): CpuTime | undefined {
  const stat = read('/proc/stat')
  return stat === undefined ? undefined : parseCpuTime(stat, cpus)
}

/** proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal; the time of guests is part of user. */
export function parseCpuTime(stat: string, cpus: readonly number[]): CpuTime | undefined {
  const rows = cpus.map((cpu) => {
    const row = new RegExp(`^cpu${cpu} (.+)$`, 'm').exec(stat)?.[1]
    return row?.trim().split(/\s+/).map(Number)
  })
  if (rows.length === 0 || rows.some((row) => row === undefined)) return undefined
  const sumOf = (field: number) => rows.reduce((sum, row) => sum + (row![field] ?? 0), 0) * TICK_MS
  return { busyMs: sumOf(0) + sumOf(1) + sumOf(2), stealMs: sumOf(7) }
}
