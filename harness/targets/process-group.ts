// Starting a command as the leader of a process group of its own, so that everything it forks can be
// ended with it (`npm start` leaves its grandchildren on the port otherwise).
import { spawn } from 'node:child_process'
import { closeSync, constants, openSync, statSync } from 'node:fs'
import { TargetError } from '../core/errors.ts'

/** Begun anew, so that a tail shows this process only; appending keeps whatever its children print in order. */
const LOG_FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND

export interface ProcessGroup {
  /** Of the leader, and the id of the group. */
  readonly pid: number
  /** `performance.now()` right before the spawn. */
  readonly spawnedAt: number
  readonly logFile: string
  /** Settles when the leader has ended; others of the group may live on. */
  readonly leaderEnded: Promise<LeaderEnd>
  /** Undefined while the leader runs. */
  readonly leaderEnd: () => LeaderEnd | undefined
}

export interface LeaderEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface SpawnRequest {
  readonly command: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly logFile: string
}

export async function spawnGroup(request: SpawnRequest): Promise<ProcessGroup> {
  const [program, ...programArguments] = request.command
  if (program === undefined)
    throw new TargetError('Expected a command that starts the server, got an empty list.')
  checkDirectory(request.cwd)
  const log = openSync(request.logFile, LOG_FLAGS)
  try {
    const spawnedAt = performance.now()
    const child = spawn(program, programArguments, {
      cwd: request.cwd,
      env: { ...request.environment },
      detached: true,
      stdio: ['ignore', log, log],
    })
    let end: LeaderEnd | undefined
    const leaderEnded = new Promise<LeaderEnd>((resolve) => {
      child.once('exit', (code, signal) => resolve((end = { code, signal })))
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', (error) => reject(explainSpawnError(error, request)))
    })
    const { logFile } = request
    return { pid: child.pid!, spawnedAt, logFile, leaderEnded, leaderEnd: () => end }
  } finally {
    closeSync(log)
  }
}

/** Sends a signal to every member; false when there is none left. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal)
    return true
  } catch (error) {
    // macOS answers EPERM for a group of zombies.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

export function describeEnd({ code, signal }: LeaderEnd): string {
  return signal === null ? `code ${code}` : `signal ${signal}`
}

function checkDirectory(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return
  throw new TargetError(`Expected a directory to start the server in, got ${directory}.`)
}

function explainSpawnError(error: NodeJS.ErrnoException, request: SpawnRequest): TargetError {
  const [program] = request.command
  const path = request.environment['PATH'] ?? '(no PATH)'
  const reasons: Record<string, string> = {
    ENOENT: `command not found: "${program}". Expected a program in ${request.cwd} or in PATH (${path}).`,
    EACCES: `"${program}" may not be executed: expected an executable file. Check its permissions.`,
  }
  const reason = reasons[error.code ?? ''] ?? `${error.message}.`
  return new TargetError(`The server could not be started: ${reason}`, { cause: error })
}
