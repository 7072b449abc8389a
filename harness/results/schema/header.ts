// The first line: everything that is fixed before the first unit.
import { z } from 'zod'
import { gateSchema } from '../gate-schema.ts'
import {
  answerSchema,
  scenarioPlanSchema,
  scenarioSchema,
  snapshotSchema,
  targetSchema,
} from './asked.ts'
import { count, note } from './basics.ts'
import { chainSchema, queryPlansSchema } from './chain.ts'
import { headerCalibrationSchema } from './calibration.ts'
import { endSchema } from './end.ts'
import { machineSchema, pinningSchema } from './machine.ts'
import { SCHEMA_VERSION } from './version.ts'

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
  /** Absent where builds are compared that are no steps of each other. */
  chain: chainSchema.optional(),
  scenarios: z.array(scenarioSchema),
  plan: z.array(scenarioPlanSchema),
  answers: z.array(answerSchema),
  /** Of targets that tell them; absent where none was asked. */
  queryPlans: z.array(queryPlansSchema).optional(),
  /** Rules that the session was measured and is judged by; absent where no gate measured it. */
  gate: gateSchema.optional(),
  /** What this machine was found to find; absent where nobody calibrated it for this config. */
  calibration: headerCalibrationSchema.optional(),
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

export type Shard = Readonly<z.infer<typeof shardSchema>>
export type SessionHeader = Readonly<z.infer<typeof headerSchema>>
