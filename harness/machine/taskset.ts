// Pins processes with `taskset` of util-linux. It replaces itself by the command it starts, so that the pid stays.
import { spawnSync } from 'node:child_process'
import { MeasurementError } from '../core/errors.ts'
import { parseAllowedCpus } from './allowed-cpus.ts'
import { formatCpuList } from './cpu-list.ts'

const LIMIT_MS = 10_000

export interface Taskset {
  /** What to put before a command, so that it and its children run on these CPUs. */
  prefix(cpus: readonly number[]): readonly string[]
  /** Moves a running process with all of its threads. */
  move(pid: number, cpus: readonly number[]): void
  /** Why processes cannot be pinned to these CPUs; undefined when one that was tried was. */
  refusal(cpus: readonly number[]): string | undefined
}

/** Undefined where there is none. */
export function findTaskset(): Taskset | undefined {
  // A server may have a PATH of its own, so that the bare name is not enough.
  const path = run('sh', ['-c', 'command -v taskset']).stdout.trim()
  if (path === '') return undefined
  const prefix = (cpus: readonly number[]) => [path, '-c', cpus.join(',')]
  return {
    prefix,
    move(pid, cpus) {
      const { error, status, stderr } = run(path, ['-a', '-c', '-p', cpus.join(','), `${pid}`])
      if (status === 0) return
      throw new MeasurementError(
        `Expected to move process ${pid} to CPU ${formatCpuList(cpus)}, but ${error?.message ?? stderr.trim()}. Set pinning to "off" in the config.`,
      )
    },
    refusal(cpus) {
      const [program, ...options] = prefix(cpus)
      const { stdout, stderr } = run(program!, [...options, 'cat', '/proc/self/status'])
      const got = parseAllowedCpus(stdout)
      if (got?.join() === cpus.toSorted((a, b) => a - b).join()) return undefined
      const what = got === undefined ? stderr.trim() : `it ran on ${formatCpuList(got)}`
      return `a process that was put on CPU ${formatCpuList(cpus)} was not there (${what})`
    },
  }
}

function run(program: string, options: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync(program, options, {
    encoding: 'utf8',
    timeout: LIMIT_MS,
  })
  return { status, stdout: stdout ?? '', stderr: stderr ?? '', error }
}
