// What is asked of a server. A scenario is pure data plus seeded request generators: it knows nothing of
// processes, clocks or how its load is driven.
import type { Random } from './random.ts'

/** One request, complete. Bodies are text; `expectStatus` defaults to any 2xx. */
export interface RequestSpec {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  /** Path and query string, starting with `/`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly expectStatus?: readonly number[]
}

/** What a scenario may know of the golden snapshot; windows and ids derive from it. */
export interface SnapshotFacts {
  readonly buckets: readonly BucketFacts[]
  /** RFC 3339 UTC instants of the first start and the last end over all buckets. */
  readonly start: string
  readonly end: string
}

export interface BucketFacts {
  readonly id: string
  readonly type: string
  readonly hostname: string
  readonly events: number
  /** RFC 3339 UTC, or null for an empty bucket. */
  readonly start: string | null
  readonly end: string | null
}

export interface RequestContext {
  /** Undefined when the target runs without a heartbench snapshot. */
  readonly snapshot: SnapshotFacts | undefined
  /** Seeded per scenario, load and unit: every build of a unit is asked the same things. */
  readonly random: Random
}

/** Request number `index` (0, 1, 2 …, counted per process through warm-up and slices; replays may skip some). */
export type RequestStream = (index: number) => RequestSpec

/** A fixed list that is cycled through, or a function that makes a stream. */
export type RequestSource = readonly RequestSpec[] | ((context: RequestContext) => RequestStream)

/** A fixed list, or one that depends on the snapshot. */
export type PrepareSource =
  readonly RequestSpec[] | ((context: RequestContext) => readonly RequestSpec[])

/** How requests arrive. Closed: the next request waits for an answer. Open: due times are fixed beforehand. */
export type LoadModel = { readonly kind: 'closed'; readonly connections: number } | OpenModel

export type OpenModel = {
  readonly kind: 'open'
  /** Requests in flight at most; one due beyond that is counted as missed, never delayed or dropped silently. */
  readonly inFlightMax: number
} & (RatedArrival | RecordedArrival)

/** One period after the other, or as from many independent clients: seeded exponential gaps of that mean. */
export interface RatedArrival {
  readonly arrival: 'constant' | 'poisson'
  readonly ratePerSecond: number
}

/** Offsets from the beginning of a period, ascending, over and over. Request number n is due at offset n mod length. */
export interface RecordedArrival {
  readonly arrival: 'recorded'
  readonly offsetsMs: readonly number[]
  readonly periodMs: number
  /** Recorded time that passes per time: 60 replays an hour in a minute. 1 if absent. */
  readonly speed?: number
}

/** One stream of requests inside a scenario. */
export interface Load {
  readonly name: string
  readonly model: LoadModel
  /** A background load keeps the server busy; only its completed requests are counted. */
  readonly measured: boolean
  readonly requests: RequestSource
}

/** Numbers of requests in their stream, from the first to before the last. */
export type RequestRange = readonly [from: number, to: number]

export interface SentContext {
  readonly snapshot: SnapshotFacts | undefined
  /** Requests sent to one process by load, warm-up included; all of them were answered. */
  readonly sent: Readonly<Record<string, number>>
  /** Which of their streams these were, ascending: a replay skips what it does not come by. */
  readonly ranges: Readonly<Record<string, readonly RequestRange[]>>
}

/** Rows added to each bucket: a number, or at least and at most where the order of arrival decides. */
export type ExpectedRows = Readonly<Record<string, number | readonly [least: number, most: number]>>

/** Loads running side by side, and the row they fill in the report. */
export interface Scenario {
  /** Stable identifier, kebab-case. */
  readonly name: string
  /** Row label in the report, Markdown. */
  readonly title: string
  /** Heading of the report table the row belongs to. */
  readonly table: string
  /** One line: why this scenario exists. */
  readonly summary: string
  readonly loads: readonly Load[]
  /** Sent once to every fresh process before warm-up, unmeasured (such as creating a scratch bucket). */
  readonly prepare?: PrepareSource
  /** A scenario that only reads has its answers compared across builds before it is timed. */
  readonly readOnly: boolean
  /**
   * Length of a slice with an open load or several measured ones: in it requests start, and all of them are waited
   * for. One measured closed load is bound by a count instead, of about this length with several connections.
   */
  readonly sliceMs?: number
  /** How answers are compared: the bytes, or the JSON value without regard to the order of object keys. */
  readonly answers?: 'bytes' | 'json'
  /**
   * What a scenario that writes leaves in an ActivityWatch database. Compared with the database of every process
   * after it has stopped; a build that wrote other rows gives wrong answers.
   */
  readonly expectRows?: (context: SentContext) => ExpectedRows
}

/** Typed identity for config files, with the few checks that types cannot make. */
export function defineScenario(scenario: Scenario): Scenario {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(scenario.name))
    throw new TypeError(`Expected a kebab-case scenario name, got "${scenario.name}".`)
  if (!scenario.loads.some((load) => load.measured))
    throw new TypeError(`Scenario "${scenario.name}" measures nothing: mark one load as measured.`)
  if (new Set(scenario.loads.map(({ name }) => name)).size < scenario.loads.length)
    throw new TypeError(`Scenario "${scenario.name}" has two loads of one name.`)
  return scenario
}

/** True when slices of the scenario are bound by a number of requests rather than by time. */
export function isSequential(scenario: Scenario): boolean {
  const [load, ...others] = scenario.loads
  return others.length === 0 && load!.model.kind === 'closed' && load!.model.connections === 1
}

/** Requests per second of an open load, in the long run. */
export function meanRate(model: OpenModel): number {
  if (model.arrival !== 'recorded') return model.ratePerSecond
  return (model.offsetsMs.length * 1000 * (model.speed ?? 1)) / model.periodMs
}

/** The stream of a source for one process. */
export function openStream(source: RequestSource, context: RequestContext): RequestStream {
  if (typeof source === 'function') return source(context)
  if (source.length === 0) throw new TypeError('Expected at least one request, got an empty list.')
  return (index) => source[index % source.length]!
}
