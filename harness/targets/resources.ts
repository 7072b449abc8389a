// What a process group has used so far. Where the system does not tell, the answer is undefined, never zero.
import { HAS_PROC, readProcesses, readProcFile } from './process-table.ts'
import type { Usage } from './target.ts'

/** Undefined without /proc or when the group is gone. */
export function readUsage(group: number): Usage | undefined {
  if (!HAS_PROC) return undefined
  // Zombies count: their time reaches the parent only when it waits for them.
  const members = readProcesses().filter((entry) => entry.group === group)
  if (!members.some((entry) => !entry.zombie)) return undefined
  const written = members.map((entry) => readWrittenBytes(entry.pid))
  return {
    cpuMs: members.reduce((sum, entry) => sum + entry.cpuMs!, 0),
    rssBytes: members.reduce((sum, entry) => sum + readRssBytes(entry.pid), 0),
    writtenBytes: written.every((bytes) => bytes !== undefined)
      ? written.reduce((sum, bytes) => sum + bytes, 0)
      : undefined,
  }
}

/** What happened between two snapshots: counters are subtracted, memory is that of the later one. */
export function subtractUsage(after: Usage, before: Usage): Usage {
  const known = after.writtenBytes !== undefined && before.writtenBytes !== undefined
  return {
    cpuMs: after.cpuMs - before.cpuMs,
    rssBytes: after.rssBytes,
    writtenBytes: known ? after.writtenBytes - before.writtenBytes : undefined,
  }
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
