// What a profiler does for a session: it may change how a server is started, watches it while load runs, and reads what
// came of it once the server has ended. To add one: a file here, and a line in find-profiler.ts.
import type { TargetSpec } from '../../targets/target.ts'
import type { ThreadStacks } from '../stacks.ts'

export interface Profiler {
  /** As reports call it. */
  readonly name: string
  /** `folder` is the target's own, exists, and goes with the run. */
  prepare(spec: TargetSpec, folder: string): TargetSpec
  /** Why a server did not start with what `prepare` added, if its log tells. */
  explain?(logTail: readonly string[]): string | undefined
  /** Begins to watch; the function returned is called when the load is over, while the server still runs. */
  watch(watched: Watched): Promise<() => Promise<Taken>>
}

export interface Watched {
  /** The group's leader. */
  readonly pid: number
  readonly port: number
  readonly scenario: string
  /** How long load will run. */
  readonly seconds: number
  /** Where `prepare` was told to write. */
  readonly folder: string
  /** The build's directory, which names of files are relative to. */
  readonly directory: string
  readonly environment: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** Something to be read when the server has ended. */
export interface Taken {
  /** `cpuMs` of the whole process group while it was watched; undefined where the system does not tell. */
  read(cpuMs: number | undefined): Promise<ReadProfile>
}

export interface ReadProfile {
  /** Busiest first; threads that did nothing are left out. */
  readonly threads: readonly ThreadStacks[]
  readonly files: readonly ProfileFile[]
}

/** For tools that draw profiles; `name` has no folder. */
export interface ProfileFile {
  readonly name: string
  readonly text: string
}
