// The CPUs that a process may run on, as far as scheduler, container and taskset leave it a choice.
import { parseCpuList } from './cpu-list.ts'
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'

/** Undefined where the system does not tell, or when there is no such process (any more). */
export function readAllowedCpus(
  pid: number | 'self' = 'self',
  read: ReadSystemFile = readSystemFile,
): number[] | undefined {
  const status = read(`/proc/${pid}/status`)
  return status === undefined ? undefined : parseAllowedCpus(status)
}

/** proc_pid_status(5). */
export function parseAllowedCpus(status: string): number[] | undefined {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1]
  return list === undefined ? undefined : parseCpuList(list)
}
