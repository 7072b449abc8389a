// Everything that is known of a machine before it is judged. Plain data: checks are pure functions of it. Undefined
// means that the system did not tell, or that it was not measured.
import type { ClockGrain } from '../machine/clock.ts'
import type { ClockPolicy } from '../machine/governor.ts'
import type { Cores } from '../machine/topology.ts'
import type { Machine, Pinning } from '../results/schema.ts'

export interface Facts {
  readonly machine: Machine
  readonly cores: Cores | undefined
  readonly clockPolicy: ClockPolicy | undefined
  readonly placement: PlacementFacts
  /** The version that this package pins; undefined in an installation that brings none. */
  readonly pinnedNode: string | undefined
  readonly openFiles: number | undefined
  readonly disk: DiskFacts
  readonly clock: ClockFacts
  readonly memory: MemoryFacts
  readonly idle: IdleFacts
  readonly walk: WalkFacts
  readonly requests: RequestFacts
}

export type PlacementFacts =
  | { readonly state: 'pinned'; readonly pinning: Pinning }
  /** `why` completes "because …". */
  | { readonly state: 'free'; readonly why: string }

export interface DiskFacts {
  readonly directory: string
  readonly fileSystem: string | undefined
  readonly freeBytes: number
  /** Small appends made safe, one after the other. */
  readonly syncP50Ms: number | undefined
  readonly syncP95Ms: number | undefined
}

export interface ClockFacts extends ClockGrain {
  readonly source: string | undefined
}

export interface MemoryFacts {
  readonly availableBytes: number
  readonly swapUsedBytes: number | undefined
}

/** What happened while nothing of ours ran but timers. Shares are of the time of all CPUs that may be used. */
export interface IdleFacts {
  readonly durationMs: number
  readonly stealShare: number | undefined
  readonly foreignShare: number | undefined
  readonly busiest: BusyProcess | undefined
  /** Average number of processes that wanted a CPU in the last minute; zero where the system does not tell. */
  readonly loadAverage: number
  readonly timerP50Ms: number
  readonly timerP99Ms: number
  readonly throttledMs: number | undefined
  readonly swappedPages: number | undefined
}

export interface BusyProcess {
  readonly pid: number
  readonly name: string
  readonly share: number
}

/** A fixed walk through memory, many times over. */
export interface WalkFacts {
  readonly p50Us: number
  readonly p95Us: number
}

/** What asking a trivial server told, or why it could not be asked. */
export type RequestFacts =
  | {
      readonly state: 'measured'
      readonly loopback: LoopbackFacts
      readonly ceiling: CeilingFacts
    }
  | { readonly state: 'failed'; readonly why: string }

/** A trivial server in another process, asked by one connection. */
export interface LoopbackFacts {
  readonly p50Us: number
  readonly p95Us: number
}

/** What the open-loop generator can hold. */
export interface CeilingFacts {
  /** The highest rate tried that it held; undefined when it held none. */
  readonly heldPerSecond: number | undefined
  /** The lowest rate that it did not hold; undefined when it held all. */
  readonly failedPerSecond: number | undefined
  /** At the rate held. */
  readonly latenessP99Us: number | undefined
  readonly cpuShare: number | undefined
}
