// Opening and closing a run: whatever an invocation makes that must not outlive it hangs on this one object.
import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { takeLock, breakLock } from './locks.ts'
import { RUN_MARK } from './marks.ts'
import { isOwnerAlive, readOwner, writeOwner } from './run-owner.ts'
import { killRunProcesses, recordGroup } from './run-processes.ts'
import type { OpenRunOptions, Run } from './run.ts'
import { killUntilGone, listNames, removeTree, sweepDeadRuns } from './sweep-runs.ts'

/** Sweeps what dead invocations left, then makes `<cache>/runs/<id>/`. */
export async function openRun(options: OpenRunOptions): Promise<Run> {
  const cacheDirectory = resolve(options.cacheDirectory)
  const runs = join(cacheDirectory, 'runs')
  const swept = await sweepDeadRuns(cacheDirectory)
  const id = createRunId()
  const directory = join(runs, id)
  makeOwnedDirectory(runs, id)
  const isAlive = (runId: string): boolean => isRunAlive(runs, runId)
  const locks = join(cacheDirectory, 'locks')
  return {
    id,
    directory,
    swept,
    environment: { [RUN_MARK]: id },
    recordGroup: (pid, label) => recordGroup(directory, pid, label),
    hold: (name) => writeFileSync(join(directory, 'holds', name), ''),
    heldNames: () => new Set(listNames(runs).flatMap((run) => listNames(join(runs, run, 'holds')))),
    lock: (name, lockOptions) =>
      takeLock({ ...lockOptions, path: join(locks, name), runId: id, isAlive }),
    close: async () => {
      await killUntilGone(directory, id)
      releaseAll(locks, id)
      removeTree(directory)
    },
    closeSync: () => {
      killNow(directory, id)
      releaseAll(locks, id)
      removeTree(directory)
    },
  }
}

function createRunId(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
  return `${time}-${process.pid}-${randomBytes(3).toString('hex')}`
}

/** Renamed into place, so that no other invocation ever sees it without its owner. */
function makeOwnedDirectory(runs: string, id: string): void {
  const unfinished = join(runs, `.${id}`)
  mkdirSync(join(unfinished, 'holds'), { recursive: true })
  // A cache inside a repository must not become part of its working tree, nor of what "." captures.
  writeFileSync(join(runs, '..', '.gitignore'), '*\n')
  writeOwner(unfinished)
  renameSync(unfinished, join(runs, id))
}

function isRunAlive(runs: string, id: string): boolean {
  const owner = readOwner(join(runs, id))
  return owner !== undefined && isOwnerAlive(owner)
}

function releaseAll(locks: string, id: string): void {
  for (const name of listNames(locks)) breakLock(join(locks, name), id)
}

/** An exit handler cannot await: short blocking pauses, one second at most. */
function killNow(directory: string, id: string): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let attempt = 0; attempt < 100; attempt++) {
    if (killRunProcesses(directory, id) === 0) return
    Atomics.wait(sleeper, 0, 0, 10)
  }
}
