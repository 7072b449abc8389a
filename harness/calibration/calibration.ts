// What a calibration found, as it is kept: how often unchanged builds are blamed, how often known changes are found, and
// the smallest change that is found in four sessions of five.
import { z } from 'zod'
import { machineSchema, pinningSchema, reachSchema } from '../results/schema.ts'

/** A change of shape: one more here. What another version kept is not read, but measured again. */
export const CALIBRATION_VERSION = 2

/** The share of sessions in which a change has to be found to count as detectable. */
export const POWER = 0.8

const count = z.int().nonnegative()
const name = z.string().min(1)

/** So many of so many. */
const shareSchema = z.strictObject({ hits: count, of: count })

const place = { scenario: name, load: name, metric: name }

/** A change that was planted into the values of one side: requests of one scenario take 1 + effectRatio times as long. */
const plantedSchema = z.strictObject({ effectRatio: z.number().positive(), found: shareSchema })

/** One metric of one load. */
const placeSchema = z.strictObject({
  ...place,
  /** May turn a session red. */
  gating: z.boolean(),
  marginRatio: z.number().positive(),
  /** Slices of the scenario in a unit; absent where none was measured, as of a start. */
  rounds: count.optional(),
  /** Verdicts on unchanged builds. */
  slower: shareSchema,
  faster: shareSchema,
  same: shareSchema,
  planted: z.array(plantedSchema),
  /** Sessions in which no change of any size would be found are left out. */
  reach: z.array(reachSchema),
})

const sessionsSchema = z.strictObject({
  sessions: count,
  red: shareSchema,
  invalid: shareSchema,
  /** Complete units until everything was decided, on average. */
  meanUnits: z.number().nonnegative(),
})

/** What a fault of the server moved: a metric, gating or not, and the share of sessions that call it worse. */
const movedSchema = z.strictObject({
  ...place,
  gating: z.boolean(),
  found: shareSchema,
  /** Faulty / unchanged over all units, 95 % interval; absent where there is none. */
  change: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).optional(),
})

const experiment = { id: name, title: z.string(), fault: z.string().optional() }

export const calibrationSchema = z.strictObject({
  kind: z.literal('calibration-result'),
  version: z.literal(CALIBRATION_VERSION),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  madeAt: z.string(),
  machine: machineSchema,
  pinning: pinningSchema.optional(),
  /** Digest of how servers are started and on which snapshot, and one of each scenario. */
  config: z.string(),
  scenarios: z.record(name, z.string()),
  /** What was measured, and from which state of the code. */
  input: z.string(),
  commit: z.string(),
  /** How much a unit held, and the looks of drawn sessions. */
  profile: z.enum(['quick', 'pr', 'nightly']),
  draws: count,
  /** Units of unchanged builds that sessions are drawn from, and those besides that were void. */
  units: z.strictObject({ complete: count, voided: count }),
  /** The median complete unit, and what comes before the first; absent where they were not kept. */
  unitMs: z.number().positive().optional(),
  onceMs: z.number().nonnegative().optional(),
  unchanged: sessionsSchema,
  places: z.array(placeSchema),
  /** Sessions with a planted change, all sizes by scenario. */
  planted: z.array(
    z.strictObject({
      scenario: name,
      effectRatio: z.number().positive(),
      ...sessionsSchema.shape,
      /** Red by a metric of another scenario. */
      redElsewhere: shareSchema,
    }),
  ),
  faults: z.array(
    z.strictObject({
      ...experiment,
      units: z.strictObject({ complete: count, voided: count }),
      ...sessionsSchema.shape,
      moved: z.array(movedSchema),
    }),
  ),
  /** Faults that the comparison of answers should find: scenarios in which it did, in sessions of two units. */
  answers: z.array(z.strictObject({ ...experiment, exitCode: z.int(), scenarios: z.array(name) })),
  /** Sessions judged as they were measured. */
  real: z.array(z.strictObject({ ...experiment, ...sessionsSchema.shape })),
})

export type Calibration = Readonly<z.infer<typeof calibrationSchema>>
export type CalibratedPlace = Calibration['places'][number]

export const gatingPlaces = ({ places }: Calibration): readonly CalibratedPlace[] =>
  places.filter(({ gating }) => gating)

export type Sessions = Readonly<z.infer<typeof sessionsSchema>>
export type Moved = Readonly<z.infer<typeof movedSchema>>
