// Cleaning up after invocations that were killed: their servers, locks and directories.
import { readdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { awaitCondition } from './await-condition.ts'
import { breakLock } from './locks.ts'
import { isOwnerAlive, readOwner } from './run-owner.ts'
import { describeUnverified, killRunProcesses } from './run-processes.ts'
import type { SweepResult } from './run.ts'

const DAY_MS = 86_400_000

/** Live runs are left alone; so is anything that cannot be proved to be ours. */
export async function sweepDeadRuns(cacheDirectory: string): Promise<SweepResult> {
  let killedProcesses = 0
  const messages: string[] = []
  const dead = listNames(join(cacheDirectory, 'runs')).filter((id) => isDead(cacheDirectory, id))
  for (const id of dead) {
    const directory = join(cacheDirectory, 'runs', id)
    messages.push(...describeUnverified(directory))
    killedProcesses += await killUntilGone(directory, id)
    for (const name of listNames(join(cacheDirectory, 'locks')))
      breakLock(join(cacheDirectory, 'locks', name), id)
    removeTree(directory)
  }
  return { runs: dead.length, killedProcesses, messages }
}

/** Kills until a look finds nothing: what was killed may just have forked. */
export async function killUntilGone(directory: string, id: string): Promise<number> {
  let killed = 0
  const countAndKill = (): boolean => {
    const found = killRunProcesses(directory, id)
    killed = Math.max(killed, found)
    return found === 0
  }
  await awaitCondition(countAndKill, { timeoutMs: 10_000, everyMs: 10 })
  return killed
}

/** Tries again when something that is about to die still writes into it. */
export function removeTree(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
}

export function listNames(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function isDead(cacheDirectory: string, id: string): boolean {
  const directory = join(cacheDirectory, 'runs', id)
  const owner = readOwner(directory)
  const ageMs = Date.now() - (statSync(directory, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  // Being made right now, or left half-made by a crash; and another machine's, which cannot be asked.
  if (owner === undefined || owner.host !== hostname()) return ageMs > DAY_MS
  return !isOwnerAlive(owner)
}
