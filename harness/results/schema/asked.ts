// What a session was asked to measure: builds, scenarios and data, and how much of each goes into a unit.
import { z } from 'zod'
import { label, count } from './basics.ts'

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

export type TargetInfo = Readonly<z.infer<typeof targetSchema>>
export type ScenarioInfo = Readonly<z.infer<typeof scenarioSchema>>
export type ScenarioPlan = Readonly<z.infer<typeof scenarioPlanSchema>>
export type SnapshotInfo = Readonly<z.infer<typeof snapshotSchema>>
export type Answer = Readonly<z.infer<typeof answerSchema>>
