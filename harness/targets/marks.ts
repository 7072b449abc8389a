// Every process of a run carries marks in its environment. They find what left its group, and they are the
// proof that a pid still belongs to us: numbers are used again, a stranger's process is never killed.
import { HAS_PROC, readProcesses, readProcFile } from './process-table.ts'

/** Value: the id of the run. */
export const RUN_MARK = 'HEARTBENCH_RUN'

/** Value: unique per started target. */
export const PROCESS_MARK = 'HEARTBENCH_PROCESS'

/** Live processes whose environment at their start held the mark; empty without /proc. */
export function findMarkedPids(mark: string, value: string): number[] {
  if (!HAS_PROC) return []
  const wanted = `${mark}=${value}`
  return readProcesses()
    .filter((entry) => !entry.zombie && entry.pid !== process.pid)
    .filter((entry) => readProcFile(entry.pid, 'environ')?.split('\0').includes(wanted) === true)
    .map((entry) => entry.pid)
}

/** SIGKILL for each; one that ended meanwhile is fine. */
export function killPids(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
