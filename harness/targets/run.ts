// What one invocation owns while it lives. Types only; runs.ts opens, sweeps and closes them.
import type { ProcessOwner } from './target.ts'

/** `<cache>/runs/<id>/` and every process started on its behalf. Also serves as the owner of builds. */
export interface Run extends ProcessOwner {
  readonly id: string
  /** What was found of invocations that died without cleaning up. */
  readonly swept: SweepResult
  /** Marks a shared cache entry (a build) as in use until this run is closed or dead. */
  hold(name: string): void
  /** Names held by any run that is alive. */
  heldNames(): ReadonlySet<string>
  /** Waits until no living run has the lock, then takes it; the returned function releases it. */
  lock(name: string, options: LockOptions): Promise<() => void>
  /** Ends every process of the run and removes its directory. */
  close(): Promise<void>
  /** The same for an exit handler: kills without asking first. */
  closeSync(): void
}

export interface LockOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Called once when somebody else has it. */
  readonly onWait?: ((owner: string) => void) | undefined
}

export interface SweepResult {
  readonly runs: number
  readonly killedProcesses: number
  /** What could not be verified and was therefore left alone, for people. */
  readonly messages: readonly string[]
}

export interface OpenRunOptions {
  /** For example `.heartbench`; made when missing. */
  readonly cacheDirectory: string
}
