// One line per finished unit.
import { z } from 'zod'
import { label, count, note } from './basics.ts'
import { sliceSchema } from './slice.ts'

export const lifecycleSchema = z.strictObject({
  target: label,
  /** From spawn until the port accepts, the ready path answers, the first answer from the database arrives. */
  acceptsMs: z.number().nonnegative().optional(),
  readyMs: z.number().nonnegative(),
  firstAnswerMs: z.number().nonnegative().optional(),
  /** From spawn until the database is migrated; absent where nothing was migrated or nobody could tell. */
  migratedMs: z.number().nonnegative().optional(),
  /** The same process started once more at the end, on the database it has used. */
  restartReadyMs: z.number().nonnegative().optional(),
  restartFirstAnswerMs: z.number().nonnegative().optional(),
  stopMs: z.number().nonnegative().optional(),
  databaseBytesBefore: count.optional(),
  /** When all servers had started and no load had begun; absent where nothing was migrated until then. */
  databaseBytesMigrated: count.optional(),
  databaseBytesAfter: count.optional(),
  /** Pages of an SQLite database that are part of the file and used by nothing, at the same three instants. */
  freeBytesBefore: count.optional(),
  freeBytesMigrated: count.optional(),
  freeBytesAfter: count.optional(),
  /** All indexes of a SQLite database, before the start and after the end; absent for any other. */
  indexBytesBefore: count.optional(),
  indexBytesAfter: count.optional(),
  /** Resident memory after the last slice. */
  rssBytes: count.optional(),
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

export type Lifecycle = Readonly<z.infer<typeof lifecycleSchema>>
export type UnitResult = Readonly<z.infer<typeof unitSchema>>
