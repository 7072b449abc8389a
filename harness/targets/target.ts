// What a target is and what a running one offers. Types only: whoever composes a session depends on this
// file, and start-target.ts is one way to fulfil it.
import type { ProcessEntry } from './process-table.ts'

/** How to get a running server. Text may hold the placeholders `{port}`, `{db}` and `{dir}`. */
export interface TargetSpec {
  /** Program and arguments; no shell. */
  readonly command: readonly string[]
  /** Absolute directory the command runs in. */
  readonly cwd: string
  /** The whole environment of the server (nothing is inherited besides). */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly ready: ReadyCheck
  /** Asked once the server is ready: a path whose answer needs the database. Any 2xx counts. */
  readonly firstAnswer?: { readonly path: string }
  /** Asked after that: a path that answers 2xx only once the database is migrated. */
  readonly migrated?: { readonly path: string }
  readonly stop: StopRule
}

export interface ReadyCheck {
  readonly path: string
  readonly expectStatus: number
  /** From spawn to the last answer waited for. Passing it is a failure, never "go on and hope". */
  readonly timeoutMs: number
}

export interface StopRule {
  readonly signal: NodeJS.Signals
  /** After this the whole process group is killed. */
  readonly timeoutMs: number
}

/** What `{db}` and `{dir}` stand for; `{port}` is picked at the start. */
export interface Placeholders {
  /** The build's directory. */
  readonly dir: string
  /** This process's own copy of the database. */
  readonly db?: string | undefined
}

/** One running server. Times are milliseconds of the monotonic clock `performance.now()`. */
export interface TargetProcess {
  readonly label: string
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string
  readonly port: number
  /** Also the id of its process group. */
  readonly pid: number
  readonly spawnedAt: number
  /** Spawn to the first accepted TCP connection. */
  readonly acceptsMs: number
  /** Spawn to the expected answer of the ready path. */
  readonly readyMs: number
  /** Spawn to the first answer that needs the database; undefined when the spec names no such path. */
  readonly firstAnswerMs: number | undefined
  /** Spawn to the answer that tells of the end of a migration; undefined when the spec names no such path. */
  readonly migratedMs: number | undefined
  /** Settles as soon as the server is gone, asked or not; never rejects. */
  readonly exited: Promise<ExitReason>
  readonly logFile: string
  /** The last lines it printed to stdout and stderr, oldest first. */
  logTail(): readonly string[]
  /** Use of the whole process group so far, `processes` being fresh; undefined where it cannot be measured. */
  usage(processes?: readonly ProcessEntry[]): Usage | undefined
  /** Ends the whole process group and returns how that went; calling it again gives the same answer. */
  stop(): Promise<ExitReason>
}

export type ExitReason =
  /** Ended within the deadline after being asked to. */
  | {
      readonly kind: 'exited'
      readonly code: number | null
      readonly signal: NodeJS.Signals | null
    }
  /** Some of its processes outlived the deadline and were killed. */
  | { readonly kind: 'killed'; readonly askedWith: NodeJS.Signals; readonly timeoutMs: number }
  /** Ended without being asked. */
  | { readonly kind: 'died'; readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A snapshot of counters since the start; subtract two to get what a slice used (resources.ts). */
export interface Usage {
  /** User and system time of every member and of its ended children, in steps of 10 ms. */
  readonly cpuMs: number
  /** Memory resident now. */
  readonly rssBytes: number
  /** Bytes sent towards storage; undefined where the system does not tell. */
  readonly writtenBytes: number | undefined
  /** How often threads gave up their CPU to wait, and how often it was taken from them. */
  readonly switches: Switches | undefined
}

export interface Switches {
  readonly voluntary: number
  readonly involuntary: number
}

/** What start-target.ts needs of an invocation; runs.ts opens one. */
export interface ProcessOwner {
  /** Marks every process that belongs to the invocation. */
  readonly environment: Readonly<Record<string, string>>
  /** For logs; removed with the run. */
  readonly directory: string
  /** Written down before anything else is done with the group, so that a crash cannot lose it. */
  recordGroup(pid: number, label: string): void
}

export interface StartRequest {
  /** Unique among the running processes of a session, safe in a file name. */
  readonly label: string
  readonly spec: TargetSpec
  readonly placeholders: Placeholders
  readonly owner: ProcessOwner
  /** Aborting stops the wait for readiness and kills what was started. */
  readonly signal?: AbortSignal | undefined
}
