// The session file: the only bridge between measuring and judging. One JSON document per line: a header,
// then one line per finished unit, then an end line. Everything here is validated when read.
import { z } from 'zod'
import { gateSchema } from './gate-schema.ts'

/** A change of shape: one more here, a step in upgrade.ts, and a file of the old version kept in fixtures/. */
export const SCHEMA_VERSION = 5

const label = z.string().min(1)
const count = z.number().int().nonnegative()

/** Any coded doubt or fact; core/notes.ts owns the union. */
const note = z.looseObject({ code: z.string() })

export const machineSchema = z.strictObject({
  cpuModel: z.string(),
  cpus: count,
  memoryBytes: count,
  system: z.string(),
  architecture: z.string(),
  node: z.string(),
  /** The CPUs that the session may use; absent where the system does not tell, as are the next three. */
  allowedCpus: z.array(count).optional(),
  /** How the system sets the clock of the CPUs, such as `performance`. */
  governor: z.string().optional(),
  /** Whether one core shows up as several CPUs. */
  multithreading: z.boolean().optional(),
  /** CPUs' worth of time that a container may use. */
  cpuQuota: z.number().positive().optional(),
})

/** Which CPUs were the load generator's, and which the servers'. */
export const pinningSchema = z.strictObject({
  generator: z.array(count).min(1),
  servers: z.array(count).min(1),
})

export const targetSchema = z.strictObject({
  label,
  role: z.enum(['baseline', 'candidate']),
  /** What the user wrote, such as `.:branch` or `v1.2.0`. */
  input: z.string(),
  /** Full commit id; for a working tree the commit it stands on. */
  commit: z.string(),
  subject: z.string(),
  /** True for a working tree that differs from its commit. */
  dirty: z.boolean(),
  variant: z.string().optional(),
  fault: z.string().optional(),
  /** Name of the build: the same files made in the same way on the same runtime. */
  build: z.string().optional(),
  /** Digest of the command line and environment that the config starts it with. */
  start: z.string().optional(),
})

export const scenarioSchema = z.strictObject({
  name: label,
  title: z.string(),
  table: z.string(),
  summary: z.string(),
  readOnly: z.boolean(),
  loads: z.array(
    z.strictObject({
      name: label,
      measured: z.boolean(),
      model: z.enum(['sequential', 'concurrent', 'open']),
      /** How requests of an open loop are spread; absent means constant. */
      arrival: z.enum(['constant', 'poisson', 'recorded']).optional(),
      connections: count.optional(),
      ratePerSecond: z.number().positive().optional(),
    }),
  ),
})

/** How much of a scenario a unit holds, the same for every unit and fixed before the first. */
export const scenarioPlanSchema = z.strictObject({
  scenario: label,
  rounds: count,
  /** Requests per slice and target, for sequential loads. */
  requests: z.record(z.string(), count).optional(),
  /** Window per slice in milliseconds, for every other load. */
  sliceMs: z.number().positive().optional(),
  /** Warm-up requests per process, the same for every target. */
  warmup: count,
  /** Requests at the start of a slice that refill caches after another build ran; not recorded. */
  dropped: count,
})

export const snapshotSchema = z.strictObject({
  name: z.string(),
  bytes: count,
  digest: z.string(),
  events: count.optional(),
  /** One line per bucket is too long for a header; the report names the largest. */
  description: z.string(),
})

export const answerSchema = z.strictObject({
  scenario: label,
  target: label,
  state: z.enum(['same', 'different', 'wrong-status', 'unverified']),
  digest: z.string(),
  bytes: count,
})

/** Compressed V2 HDR histogram, base64; values are whole microseconds. */
const histogram = z.string()

/**
 * Requests of a load one by one, to be drawn and never to be judged by. Milliseconds since the beginning of the slice;
 * background loads begin before the measured ones.
 */
export const timelineSchema = z
  .strictObject({
    /** When answered requests were due, or sent where nothing was due; ascending. */
    atMs: z.array(z.number()),
    /** From then to the last byte, in the same order; also of requests that were answered after the end. */
    tookMs: z.array(z.number().nonnegative()),
    /** Each entry is the slowest of so many neighbours; absent means that none is left out. */
    slowestOf: count.min(2).optional(),
    /** Due but never sent, and answered wrongly or not at all; some of them, if there are very many. */
    missedAtMs: z.array(z.number()).optional(),
    failedAtMs: z.array(z.number()).optional(),
  })
  .refine(({ atMs, tookMs }) => atMs.length === tookMs.length, 'Expected as many atMs as tookMs')

export const recordingSchema = z.strictObject({
  load: label,
  /** Requests due inside the window (open), or sent (closed). */
  due: count,
  /** Good answers recorded in the histograms. */
  served: count,
  /** Due but never sent: too many in flight. */
  missed: count,
  /** Wrong statuses, time-outs and connection errors by code; never mixed into latencies. */
  failures: z.record(z.string(), count),
  /** Length of the window the counts refer to. */
  windowMs: z.number().nonnegative(),
  bytesIn: count,
  /** From send to last byte. */
  serviceUs: histogram.optional(),
  /** From the due time to the last byte; open loops only. */
  responseUs: histogram.optional(),
  /** From the due time to the send; open loops only. */
  latenessUs: histogram.optional(),
  /** Of the first slice of a unit, where requests have due times or loads run side by side. */
  timeline: timelineSchema.optional(),
})

export const usageSchema = z.strictObject({
  cpuMs: z.number().nonnegative(),
  rssBytes: count,
  writtenBytes: count.optional(),
  /** Context switches that the processes asked for by waiting, and those forced upon them. */
  voluntarySwitches: count.optional(),
  involuntarySwitches: count.optional(),
})

/** What the load generator itself needed for a slice: whether it was the limit. */
export const generatorUsageSchema = z.strictObject({
  wallMs: z.number().nonnegative(),
  cpuMs: z.number().nonnegative(),
  /** The longest time its event loop did not come round. */
  longestDelayMs: z.number().nonnegative(),
})

/** What the machine did beside the session during a slice. */
export const disturbanceSchema = z.strictObject({
  wallMs: z.number().nonnegative(),
  /** CPU time that the hypervisor gave to somebody else. */
  stealMs: z.number().nonnegative(),
  /** CPU time of processes that do not belong to the session. */
  foreignCpuMs: z.number().nonnegative(),
  /** Time of a fixed walk through memory just before the slice. */
  canaryUs: z.number().nonnegative().optional(),
})

export const sliceSchema = z.strictObject({
  scenario: label,
  target: label,
  round: count,
  /** Place in the random order of this scenario and round, from 0. */
  position: count,
  recordings: z.array(recordingSchema),
  /** Absent where the system does not tell. */
  usage: usageSchema.optional(),
  generator: generatorUsageSchema.optional(),
  /** Absent where the system does not tell. */
  disturbance: disturbanceSchema.optional(),
})

export const lifecycleSchema = z.strictObject({
  target: label,
  /** From spawn until the port accepts, the ready path answers, the first answer from the database arrives. */
  acceptsMs: z.number().nonnegative().optional(),
  readyMs: z.number().nonnegative(),
  firstAnswerMs: z.number().nonnegative().optional(),
  stopMs: z.number().nonnegative().optional(),
  databaseBytesBefore: count.optional(),
  databaseBytesAfter: count.optional(),
  /** All indexes of a SQLite database, before the start and after the end; absent for any other. */
  indexBytesBefore: count.optional(),
  indexBytesAfter: count.optional(),
  /** Resident memory after the last slice. */
  rssBytes: count.optional(),
})

export const endSchema = z.strictObject({
  kind: z.literal('end'),
  finishedAt: z.string(),
  state: z.enum(['finished', 'interrupted', 'failed']),
  notes: z.array(note),
})

/** The header of a session that was measured in one place. */
export const measuredHeaderSchema = z.strictObject({
  kind: z.literal('session'),
  schemaVersion: z.literal(SCHEMA_VERSION),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  id: z.string(),
  startedAt: z.string(),
  /** The command that repeats the session. */
  command: z.string(),
  seed: z.string(),
  /** The largest number of complete units, and so the last look. */
  unitsPlanned: count,
  /** Numbers of complete units at which verdicts are read, ascending; absent means once, at the end. */
  looks: z.array(count.min(2)).min(1).optional(),
  /** Time after which no further unit begins; absent means none. */
  budgetMs: z.number().positive().optional(),
  machine: machineSchema,
  /** Absent when the scheduler placed the processes. */
  pinning: pinningSchema.optional(),
  snapshot: snapshotSchema.optional(),
  targets: z.array(targetSchema).min(1),
  scenarios: z.array(scenarioSchema),
  plan: z.array(scenarioPlanSchema),
  answers: z.array(answerSchema),
  /** Rules that the session was measured and is judged by; absent where no gate measured it. */
  gate: gateSchema.optional(),
  notes: z.array(note),
})

/** A session that was joined with others, as it was but for its units, which stand with those of the others. */
export const shardSchema = z.strictObject({
  header: measuredHeaderSchema,
  /** Absent when it was cut off. */
  end: endSchema.optional(),
})

export const headerSchema = measuredHeaderSchema.extend({
  /** Only of a joined session: machine, pinning, command and seed above are then those of the first. */
  shards: z.array(shardSchema).min(1).optional(),
})

export const unitSchema = z.strictObject({
  kind: z.literal('unit'),
  index: count,
  /** Of a joined session: the session the unit was measured in, and its number there. */
  origin: z.strictObject({ shard: z.string(), unit: count }).optional(),
  startedAt: z.string(),
  durationMs: z.number().nonnegative(),
  /** A void unit counts for no build; its reason is a note. */
  state: z.enum(['complete', 'void']),
  lifecycle: z.array(lifecycleSchema),
  slices: z.array(sliceSchema),
  notes: z.array(note),
})

export type Machine = Readonly<z.infer<typeof machineSchema>>
export type TargetInfo = Readonly<z.infer<typeof targetSchema>>
export type ScenarioInfo = Readonly<z.infer<typeof scenarioSchema>>
export type ScenarioPlan = Readonly<z.infer<typeof scenarioPlanSchema>>
export type SnapshotInfo = Readonly<z.infer<typeof snapshotSchema>>
export type Answer = Readonly<z.infer<typeof answerSchema>>
export type Timeline = Readonly<z.infer<typeof timelineSchema>>
export type Recording = Readonly<z.infer<typeof recordingSchema>>
export type Pinning = Readonly<z.infer<typeof pinningSchema>>
export type GeneratorUsage = Readonly<z.infer<typeof generatorUsageSchema>>
export type Disturbance = Readonly<z.infer<typeof disturbanceSchema>>
export type Usage = Readonly<z.infer<typeof usageSchema>>
export type SliceResult = Readonly<z.infer<typeof sliceSchema>>
export type Lifecycle = Readonly<z.infer<typeof lifecycleSchema>>
export type Shard = Readonly<z.infer<typeof shardSchema>>
export type SessionHeader = Readonly<z.infer<typeof headerSchema>>
export type UnitResult = Readonly<z.infer<typeof unitSchema>>
export type SessionEnd = Readonly<z.infer<typeof endSchema>>

/** A session as read back: `end` is missing when the run was cut off. */
export interface Session {
  readonly header: SessionHeader
  readonly units: readonly UnitResult[]
  readonly end?: SessionEnd
}
