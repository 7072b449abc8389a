// What a command may touch of the outside world, gathered in one value so that tests can give another.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { checkWritable } from './check-writable.ts'

export interface Context {
  readonly directory: string
  readonly environment: NodeJS.ProcessEnv
  /** Data goes here. */
  readonly stdout: Output
  /** Everything else: progress, advice, errors. */
  readonly stderr: Output
}

export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export function processContext(): Context {
  const { stdout, stderr, env } = process
  return { directory: process.cwd(), environment: env, stdout, stderr }
}

/** Builds, dependencies, snapshots and runs; safe to delete when heartbench is not running. */
export function cacheDirectory({ environment }: Context): string {
  const named = environment['HEARTBENCH_CACHE']
  if (named) return named
  const xdg = environment['XDG_CACHE_HOME']
  if (xdg) return join(xdg, 'heartbench')
  const home = environment['HOME'] ?? homedir()
  return process.platform === 'darwin'
    ? join(home, 'Library/Caches/heartbench')
    : join(home, '.cache/heartbench')
}

export async function checkCache(context: Context): Promise<void> {
  await checkWritable(cacheDirectory(context), 'Name another in the variable HEARTBENCH_CACHE.')
}

/** NO_COLOR and FORCE_COLOR as everybody reads them; else colour on a terminal outside CI. */
export function useColor(output: Output, environment: NodeJS.ProcessEnv): boolean {
  if (environment['NO_COLOR']) return false
  if (environment['FORCE_COLOR'] && environment['FORCE_COLOR'] !== '0') return true
  return output.isTTY === true && environment['TERM'] !== 'dumb'
}
