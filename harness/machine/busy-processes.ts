// Which process uses the most CPU time, by name: whoever is asked to end something has to know what.
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { readSystemFile } from './system-file.ts'

export interface ProcessTime {
  readonly pid: number
  /** Together with the pid an identity: pids are used again. */
  readonly startedAt: string
  /** Of the process itself, without its children. */
  readonly cpuMs: number
}

/** In /proc 100 ticks a second on every architecture that Node supports, see proc_pid_stat(5). */
const TICK_MS = 10

/** Every process; empty without /proc. */
export function readProcessTimes(): ProcessTime[] {
  return pids().flatMap((pid) => {
    const stat = readProc(pid, 'stat')
    return stat === undefined ? [] : [parseProcessTime(pid, stat)]
  })
}

/** The command name in parentheses may itself hold spaces and parentheses. */
export function parseProcessTime(pid: number, stat: string): ProcessTime {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (number: number): string => fields[number - 3] ?? ''
  return {
    pid,
    startedAt: field(22),
    cpuMs: (Number(field(14)) + Number(field(15))) * TICK_MS,
  }
}

/** The one that used the most in between, leaving out `own`; undefined when none did. */
export function busiestBetween(
  before: readonly ProcessTime[],
  after: readonly ProcessTime[],
  own: readonly number[],
): { readonly pid: number; readonly cpuMs: number } | undefined {
  const known = new Map(before.map((process) => [keyOf(process), process.cpuMs]))
  const used = after
    .filter(({ pid }) => !own.includes(pid))
    .map((process) => ({
      pid: process.pid,
      cpuMs: process.cpuMs - (known.get(keyOf(process)) ?? 0),
    }))
  const [busiest] = used.toSorted((a, b) => b.cpuMs - a.cpuMs)
  return busiest !== undefined && busiest.cpuMs > 0 ? busiest : undefined
}

const keyOf = ({ pid, startedAt }: ProcessTime): string => `${pid}/${startedAt}`

/** Program and script, such as `node vitest.mjs`: the bare program says too little of an interpreter. */
export function nameProcess(pid: number): string {
  const command = readProc(pid, 'cmdline')
  if (command === undefined) return 'a process that has ended'
  return nameOfCommand(command) || `[${readProc(pid, 'comm')?.trim() ?? 'kernel'}]`
}

/** Options of Node whose value is a file that comes before the script. */
const WITH_FILE: ReadonlySet<string> = new Set(['-r', '--require', '--import', '--loader'])

/** proc_pid_cmdline(5): arguments end with NUL; threads of the kernel have none. */
export function nameOfCommand(cmdline: string): string {
  const [program = '', ...options] = cmdline.split('\0').filter((part) => part !== '')
  const script = options.find(
    (option, index) =>
      !option.startsWith('-') && option.includes('/') && !WITH_FILE.has(options[index - 1] ?? ''),
  )
  return [basename(program), ...(script === undefined ? [] : [basename(script)])].join(' ')
}

function pids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

function readProc(pid: number, file: string): string | undefined {
  return readSystemFile(`/proc/${pid}/${file}`)
}
