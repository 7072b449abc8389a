// Which CPUs share a core. Two threads of one core take time from each other, so that a load generator on one slows
// down a server on the other.
import { parseCpuList } from './cpu-list.ts'
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'

/** One entry per core, holding its CPUs. */
export type Cores = readonly (readonly number[])[]

/** The cores of these CPUs, with siblings outside of them too; undefined where the system does not tell. */
export function readCores(
  cpus: readonly number[],
  read: ReadSystemFile = readSystemFile,
): Cores | undefined {
  const lists = cpus.map((cpu) =>
    read(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`),
  )
  if (lists.length === 0 || lists.some((list) => list === undefined)) return undefined
  return [...new Set(lists as string[])].map(parseCpuList)
}

export function hasMultithreading(cores: Cores): boolean {
  return cores.some((core) => core.length > 1)
}
