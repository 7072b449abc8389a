// A judged session as JSON: the shape that docs/judgement.schema.json publishes. What is not known, or has no bound, is
// absent; ratios are candidate / baseline; values are in the unit the comparison names.
import { z } from 'zod'
import { machineSchema, pinningSchema, snapshotSchema, targetSchema } from '../../results/schema.ts'

/** A change of shape: one more. */
export const JUDGEMENT_SCHEMA_VERSION = 1

const count = z.number().int().nonnegative()
const verdict = z.enum(['slower', 'faster', 'same', 'unclear', 'invalid'])

export const noteSchema = z.strictObject({
  code: z.string(),
  /** Absent for a code that a newer version wrote. */
  level: z.enum(['info', 'caution', 'invalid']).optional(),
  /** The note in plain English. */
  message: z.string(),
  /** What the code is about, such as `target` and `unit`. */
  details: z.record(z.string(), z.unknown()),
})

export const estimateSchema = z.strictObject({
  value: z.number(),
  /** An end is absent where the interval is open. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** Coverage the interval claims, such as 0.95. */
  confidence: z.number(),
  /** Units (restarts) behind it. */
  units: count,
  method: z.enum(['clustered-trimmed', 'hodges-lehmann']),
})

/** Names one comparison. */
export const placeSchema = z.strictObject({
  /** `life-cycle`, with the load `process`, for what belongs to no scenario. */
  scenario: z.string(),
  load: z.string(),
  metric: z.string(),
  candidate: z.string(),
})

export const comparisonSchema = placeSchema.extend({
  baseline: z.string(),
  unit: z.enum(['us', 'ms', 'perSecond', 'bytes', 'count']),
  better: z.enum(['lower', 'higher']),
  /** Median over units of the unit's own median. */
  baselineValue: z.number().optional(),
  candidateValue: z.number().optional(),
  change: estimateSchema.optional(),
  verdict,
  /** Whether the verdict may decide the exit code. */
  gating: z.boolean(),
  /** Changes inside ±this are `same`; 0.05 is ±5 %. */
  marginRatio: z.number(),
  /** The smallest true change this session could have shown. */
  detectableRatio: z.number().optional(),
  /** Of an alarm, adjusted for all gating metrics, candidates and looks. */
  alarmP: z.number().optional(),
  /** Further units that would decide it at the present noise. */
  unitsNeeded: z.number().optional(),
  /** The smallest change that a calibration of the machine found in 80 % of sessions of this length. */
  calibratedRatio: z.number().optional(),
  /** What the same build again differs by here: noise. */
  control: estimateSchema.optional(),
  /** Complete units of the look at which the verdict was read. */
  look: count.optional(),
  notes: z.array(noteSchema),
})

export const findingSchema = z.strictObject({
  rule: z.string(),
  severity: z.enum(['fail', 'warn', 'info']),
  message: z.string(),
  /** Absent for findings about the session as a whole. */
  comparison: placeSchema.optional(),
  /** The budget it is about. */
  budget: placeSchema.optional(),
  /** What allows it for a while, or did. */
  exception: z.strictObject({ reason: z.string(), until: z.string() }).optional(),
})

/** An absolute limit, held against the interval of the candidate's typical restart; values in the unit named. */
export const budgetSchema = placeSchema.extend({
  unit: comparisonSchema.shape.unit,
  bound: z.enum(['at most', 'at least']),
  limit: z.number(),
  value: estimateSchema.optional(),
  baselineValue: estimateSchema.optional(),
  verdict: z.enum(['met', 'broken', 'unclear', 'invalid']),
  /** Adjusted for all budgets, candidates and looks. */
  alarmP: z.number().optional(),
  unitsNeeded: z.number().optional(),
  look: count.optional(),
  notes: z.array(noteSchema),
})

export const candidateSchema = z.strictObject({
  label: z.string(),
  /** The baseline's build again: what it differs by is noise. */
  isControl: z.boolean(),
  verdict,
  headline: z.string(),
  /** What somebody has to do, or that there is nothing. */
  action: z.string(),
  /** Gating comparisons by verdict. */
  counts: z.strictObject({
    faster: count,
    slower: count,
    same: count,
    unclear: count,
    invalid: count,
    total: count,
  }),
})

/** An end is absent where the interval is open. */
const rangeSchema = z.strictObject({
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
})

/** What every step of a chain did: docs/method.md, "Attribution". */
export const attributionSchema = z.strictObject({
  /** Coverage that each interval by itself claims. */
  confidence: z.number(),
  /** Labels of targets. */
  steps: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  rows: z.array(
    z.strictObject({
      scenario: z.string(),
      load: z.string(),
      metric: z.string(),
      /** Last build divided by the first. */
      total: rangeSchema,
      /** In the order of the steps. */
      steps: z.array(
        z.strictObject({
          change: rangeSchema,
          /** Of the logarithm of the whole, 1 being all of it; they add to 1. Absent where the whole is not clear. */
          share: rangeSchema.optional(),
          /** It changed the row at all: of all that are called so, at most 5 % are expected to be none. */
          isClear: z.boolean(),
        }),
      ),
    }),
  ),
  /** Not shared out, since the target is not judged there. */
  withheld: z.array(
    z.strictObject({
      scenario: z.string(),
      load: z.string(),
      metric: z.string(),
      target: z.string(),
    }),
  ),
})

/** One of several sessions that were joined, on whatever machine it was measured. */
export const shardFactsSchema = z.strictObject({
  id: z.string(),
  startedAt: z.string(),
  command: z.string(),
  seed: z.string(),
  unitsComplete: count,
  machine: machineSchema,
  pinning: pinningSchema.optional(),
})

export const sessionFactsSchema = z.strictObject({
  id: z.string(),
  startedAt: z.string(),
  /** Absent when the session was cut off, as is `state`. */
  finishedAt: z.string().optional(),
  state: z.enum(['finished', 'interrupted', 'failed']).optional(),
  /** The command that repeats it. */
  command: z.string(),
  seed: z.string(),
  unitsPlanned: count,
  unitsComplete: count,
  unitsVoid: count,
  machine: machineSchema,
  pinning: pinningSchema.optional(),
  snapshot: snapshotSchema.optional(),
  targets: z.array(targetSchema),
  /** Only of a joined session: machine, pinning, command and seed above are then those of the first. */
  shards: z.array(shardFactsSchema).optional(),
})

export const judgementSchema = z.strictObject({
  kind: z.literal('judgement'),
  schemaVersion: z.literal(JUDGEMENT_SCHEMA_VERSION),
  /** What measured the session. */
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  session: sessionFactsSchema,
  /** What the command that judged it ends with, and the name of that. */
  exitCode: count,
  outcome: z.string(),
  candidates: z.array(candidateSchema),
  findings: z.array(findingSchema),
  comparisons: z.array(comparisonSchema),
  /** Of the gate's rules; none for most sessions. */
  budgets: z.array(budgetSchema),
  /** Only of a session that measured a chain. */
  attribution: attributionSchema.optional(),
  /** Of the session and its units, each once. */
  notes: z.array(noteSchema),
})

export type JudgementDocument = z.infer<typeof judgementSchema>
