// Install and build commands: in a process group of their own, with a deadline, everything they print in a
// log that stays beside the build.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { TargetError } from '../core/errors.ts'
import type { BuildOwner, BuildRecipe } from './ref.ts'

export interface CommandRequest {
  readonly command: readonly string[]
  readonly directory: string
  readonly environment: NodeJS.ProcessEnv
  readonly logFile: string
  readonly timeoutMs: number
  readonly owner: BuildOwner
  readonly signal?: AbortSignal | undefined
}

const TAIL_LINES = 40

/** Rejects with a TargetError that holds the end of the log when the command does not succeed. */
export async function runCommand(request: CommandRequest): Promise<void> {
  request.signal?.throwIfAborted()
  checkStaysInside(request)
  const outcome = await spawnAndWait(request)
  request.signal?.throwIfAborted()
  if (outcome === 'succeeded') return
  const lines = (await readFile(request.logFile, 'utf8')).trimEnd().split('\n')
  throw new TargetError(
    `Expected "${request.command.join(' ')}" to succeed in ${request.directory}, but it ${outcome}. ` +
      `Its whole output is in ${request.logFile}.`,
    { logTail: lines.slice(-TAIL_LINES) },
  )
}

/**
 * Our Node and the build's own tools first, then what the caller has in PATH. npm would leave Node's compile cache in
 * the temporary folder.
 */
export function makeCommandEnvironment(request: {
  readonly given: NodeJS.ProcessEnv
  readonly recipe: BuildRecipe
  readonly owner: BuildOwner
  readonly directory: string
}): NodeJS.ProcessEnv {
  const { given, recipe, owner, directory } = request
  const settings: NodeJS.ProcessEnv = {
    NODE_DISABLE_COMPILE_CACHE: '1',
    ...dropOuterNpm(given),
    ...recipe.environment,
  }
  const tools = join(directory, 'node_modules', '.bin')
  const path = [tools, dirname(process.execPath), settings['PATH'] ?? ''].filter(Boolean)
  return { ...settings, ...owner.environment, PATH: path.join(delimiter) }
}

/** Started by `npm start`, we carry variables that would make an inner npm work in the outer package. */
function dropOuterNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const outer = /^(npm_(lifecycle|package)_.*|npm_command|npm_config_local_prefix|INIT_CWD)$/
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !outer.test(name)))
}

/** Without a package.json these look for one further up, and would work in the user's checkout. */
function checkStaysInside({ command, directory }: CommandRequest): void {
  const [program = '', ...programArguments] = command
  if (!['npm', 'pnpm', 'yarn', 'bun'].includes(program)) return
  if (existsSync(join(directory, 'package.json'))) return
  if (programArguments.some((text) => /^(-C|--prefix|--cwd|--dir)/.test(text))) return
  throw new TargetError(
    `Expected a package.json at the top of the ref for "${command.join(' ')}", but there is none. ` +
      'Name the folder that has one, for example "npm ci --prefix server".',
  )
}

async function spawnAndWait(request: CommandRequest): Promise<string> {
  const { command, directory, environment, timeoutMs, owner, signal } = request
  const [program = '', ...programArguments] = command
  const log = openSync(request.logFile, 'a')
  writeSync(log, `$ ${command.join(' ')}\n`)
  const stdio = ['ignore' as const, log, log]
  const child = spawn(program, programArguments, {
    cwd: directory,
    env: environment,
    detached: true,
    stdio,
  })
  closeSync(log)
  if (child.pid !== undefined) owner.recordGroup(child.pid, `build ${directory}`)
  const killGroup = (): boolean => signalGroup(child.pid, 'SIGKILL')
  let late = false
  const timer = setTimeout(() => {
    late = true
    killGroup()
  }, timeoutMs)
  signal?.addEventListener('abort', killGroup, { once: true })
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => resolve(`could not be started (${error.message})`))
      child.once('exit', (code, exitSignal) => {
        if (late) resolve(`was still running after ${timeoutMs} ms and was killed`)
        else if (code === 0) resolve('succeeded')
        else resolve(`failed with ${code === null ? exitSignal : `exit code ${code}`}`)
      })
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', killGroup)
    // Whatever it left running in the background would disturb the measuring, or write where we clean up.
    killGroup()
    await awaitGroupEnd(child.pid)
  }
}

/** A second is long for the killed; zombies that nobody waits for must not hold us up. */
async function awaitGroupEnd(group: number | undefined): Promise<void> {
  for (let attempt = 0; attempt < 100 && signalGroup(group, 0); attempt++) await pause(10)
}

/** False when the group has no member. */
function signalGroup(group: number | undefined, signal: 'SIGKILL' | 0): boolean {
  if (group === undefined) return false
  try {
    return process.kill(-group, signal)
  } catch (error) {
    // EPERM: macOS, when only zombies are left.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}
