// How often the threads of processes went off their CPU. Many switches per request say what a busy server waits for:
// other threads, locks, the disk. Counted per thread: the counters of a process are those of its first thread only.
import { readdirSync } from 'node:fs'
import { readProcFile } from './process-table.ts'
import type { Switches } from './target.ts'

/** Undefined when a process is gone. Threads that have ended take their counts along. */
export function readSwitches(pids: readonly number[]): Switches | undefined {
  const threads = pids.map(readThreads)
  if (threads.some((found) => found === undefined)) return undefined
  return threads.flatMap((found) => found!).reduce(add, { voluntary: 0, involuntary: 0 })
}

function readThreads(pid: number): Switches[] | undefined {
  let names: readonly string[]
  try {
    names = readdirSync(`/proc/${pid}/task`)
  } catch {
    return undefined
  }
  return names.flatMap(
    (name) => parseSwitches(readProcFile(pid, `task/${name}/status`) ?? '') ?? [],
  )
}

/** proc_pid_status(5). */
export function parseSwitches(status: string): Switches | undefined {
  const voluntary = /^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1]
  const involuntary = /^nonvoluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1]
  if (voluntary === undefined || involuntary === undefined) return undefined
  return { voluntary: Number(voluntary), involuntary: Number(involuntary) }
}

function add(a: Switches, b: Switches): Switches {
  return {
    voluntary: a.voluntary + b.voluntary,
    involuntary: a.involuntary + b.involuntary,
  }
}
