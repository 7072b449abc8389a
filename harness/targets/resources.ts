// What a process group has used so far. Where the system does not tell, the answer is undefined, never zero.
import { HAS_PROC, readProcesses, readProcFile } from './process-table.ts'
import type { ProcessEntry } from './process-table.ts'
import { readSwitches } from './switches.ts'
import type { Usage } from './target.ts'

/** Undefined without /proc or when the group is gone. */
export function readUsage(
  group: number,
  processes: readonly ProcessEntry[] = readProcesses(),
): Usage | undefined {
  if (!HAS_PROC) return undefined
  // Zombies count: their time reaches the parent only when it waits for them.
  const members = processes.filter((entry) => entry.group === group)
  if (!members.some((entry) => !entry.zombie)) return undefined
  return {
    cpuMs: members.reduce((sum, entry) => sum + entry.cpuMs!, 0),
    rssBytes: members.reduce((sum, entry) => sum + readRssBytes(entry.pid), 0),
    writtenBytes: sumOfAll(members.map((entry) => readWrittenBytes(entry.pid))),
    switches: readSwitches(members.filter(({ zombie }) => !zombie).map(({ pid }) => pid)),
  }
}

/** What happened between two snapshots: counters are subtracted, memory is that of the later one. */
export function subtractUsage(after: Usage, before: Usage): Usage {
  return {
    cpuMs: after.cpuMs - before.cpuMs,
    rssBytes: after.rssBytes,
    writtenBytes: difference(after.writtenBytes, before.writtenBytes),
    switches: after.switches &&
      before.switches && {
        voluntary: after.switches.voluntary - before.switches.voluntary,
        involuntary: after.switches.involuntary - before.switches.involuntary,
      },
  }
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before
}

/** Undefined as soon as one part is. */
function sumOfAll(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (sum, value) => (sum === undefined || value === undefined ? undefined : sum + value),
    0,
  )
}

/** A zombie has no memory, and no such line. */
function readRssBytes(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB/m.exec(readProcFile(pid, 'status') ?? '')
  return match === null ? 0 : Number(match[1]) * 1024
}

/** Counted when pages are made dirty, own and waited-for children's (proc(5), /proc/pid/io). */
function readWrittenBytes(pid: number): number | undefined {
  const match = /^write_bytes: (\d+)$/m.exec(readProcFile(pid, 'io') ?? '')
  return match === null ? undefined : Number(match[1])
}
