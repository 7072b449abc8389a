// The processes of this machine, from /proc or, where there is none, from `ps`.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export interface ProcessEntry {
  readonly pid: number
  readonly group: number
  /** Dead, but not yet waited for by its parent. */
  readonly zombie: boolean
  /** Together with the pid an identity: pids are used again. Compare for equality only. */
  readonly startedAt: string
  /** Own time and that of ended, waited-for children; undefined without /proc. */
  readonly cpuMs: number | undefined
}

export const HAS_PROC = existsSync('/proc/self/stat')

// Clock ticks per second in /proc: 100 on every architecture that Node supports on Linux, see proc(5) and time(7).
const TICK_MS = 10

export function readProcesses(): ProcessEntry[] {
  if (!HAS_PROC) return readProcessesFromPs()
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((entry) => entry !== undefined)
}

/** Undefined when there is no such process (any more). */
export function readProcess(pid: number): ProcessEntry | undefined {
  if (!HAS_PROC) return readProcessesFromPs().find((entry) => entry.pid === pid)
  const stat = readProcFile(pid, 'stat')
  return stat === undefined ? undefined : parseStat(pid, stat)
}

/** Live members of a process group. */
export function groupMembers(group: number): ProcessEntry[] {
  return readProcesses().filter((entry) => entry.group === group && !entry.zombie)
}

/** Undefined when the process is gone or not ours to look into. */
export function readProcFile(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}

/** proc(5), /proc/pid/stat. The command name in parentheses may itself hold spaces and parentheses. */
export function parseStat(pid: number, stat: string): ProcessEntry {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (number: number): string => fields[number - 3] ?? ''
  const ticks = [14, 15, 16, 17].reduce((sum, number) => sum + Number(field(number)), 0)
  return {
    pid,
    group: Number(field(5)),
    zombie: field(3) === 'Z' || field(3) === 'X',
    startedAt: field(22),
    cpuMs: ticks * TICK_MS,
  }
}

/** POSIX `ps`, where the start is a date to the second. */
export function readProcessesFromPs(): ProcessEntry[] {
  const columns = ['-A', '-o', 'pid=', '-o', 'pgid=', '-o', 'state=', '-o', 'lstart=']
  const text = execFileSync('ps', columns, { encoding: 'utf8', timeout: 10_000 })
  return text
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, group, state, startedAt]) => ({
      pid: Number(pid),
      group: Number(group),
      zombie: state!.startsWith('Z'),
      startedAt: startedAt!,
      cpuMs: undefined,
    }))
}
