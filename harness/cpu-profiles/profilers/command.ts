// Any other profiler: a command of the config that watches a process for some seconds and writes collapsed stacks.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { MeasurementError } from '../../core/errors.ts'
import { findListener } from '../../targets/listening-sockets.ts'
import { parseCollapsed } from '../collapsed.ts'
import type { Profiler, Watched } from './profiler.ts'

/** Beyond the seconds it is given, to start and to write. */
const EXTRA_MS = 30_000
const OUTPUT_MAX = 2000

/** `{pid}`, `{seconds}`, `{out}` and `{dir}` are filled in. */
export function commandProfiler(command: readonly string[]): Profiler {
  const name = basename(command[0]!)
  return {
    name,
    prepare: (spec) => spec,
    async watch(watched) {
      const out = join(watched.folder, `${watched.scenario}.folded`)
      const ended = runProfiler(
        command.map((text) => fill(text, watched, out)),
        watched,
      )
      // Until somebody waits for it, a failure must not count as unhandled.
      ended.catch(() => undefined)
      return async () => {
        await ended
        return { read: (cpuMs) => readStacks(name, out, cpuMs ?? watched.seconds * 1000) }
      }
    },
  }
}

/** The process that has the port is the server, whatever started it. */
function fill(text: string, { pid, port, seconds, directory }: Watched, out: string): string {
  return text
    .replaceAll('{pid}', () => String(findListener(port, pid) ?? pid))
    .replaceAll('{seconds}', () => String(Math.ceil(seconds)))
    .replaceAll('{out}', () => out)
    .replaceAll('{dir}', () => directory)
}

async function runProfiler(command: readonly string[], watched: Watched): Promise<void> {
  const [program, ...programArguments] = command
  const limitMs = watched.seconds * 1000 + EXTRA_MS
  const { directory, environment, signal } = watched
  const child = spawn(program!, programArguments, {
    cwd: directory,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    timeout: limitMs,
    killSignal: 'SIGKILL',
  })
  let output = ''
  const keep = (text: string) => (output = (output + text).slice(-OUTPUT_MAX))
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be run (${error.message})`))
    child.once('close', (code, killedBy) => {
      if (code === 0) resolve('')
      else if (killedBy === null) resolve(`ended with exit code ${code}`)
      else resolve(`was killed (${killedBy}) within ${Math.round(limitMs / 1000)} s`)
    })
  })
  signal.throwIfAborted()
  if (how === '') return
  const said = output.trim().replaceAll(/\s+/g, ' ')
  throw new MeasurementError(
    `Expected the profiler "${command.join(' ')}" to succeed, but it ${how}${said === '' ? '' : `: ${said}`}`,
  )
}

/** How fast it samples is not known; that it samples what runs is, and so all samples stand for the CPU time used. */
async function readStacks(name: string, out: string, timeMs: number) {
  const text = await readFile(out, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new MeasurementError(
      `Expected the profiler "${name}" to write collapsed stacks to {out}, it wrote no such file.`,
    )
  })
  const { stacks, samples } = parseCollapsed(text, timeMs * 1000, basename(out))
  if (samples === 0)
    throw new MeasurementError(`Expected samples from the profiler "${name}", its file has none.`)
  return {
    threads: [{ name: 'all threads', stacks, samples, idleUs: undefined }],
    files: [{ name: 'stacks.folded', text }],
  }
}
