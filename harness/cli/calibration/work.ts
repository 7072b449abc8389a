// A calibration that is under way: what it was begun with, and what has been measured.
import { z } from 'zod'
import type { MeasuredSession } from '../../calibration/measured-session.ts'

export const settingsSchema = z.strictObject({
  kind: z.literal('calibration'),
  version: z.literal(2),
  /** As typed, such as `HEAD:branch`. */
  input: z.string(),
  profile: z.enum(['quick', 'pr', 'nightly']),
  /** What was selected, in the order of the config. */
  scenarios: z.array(z.string()),
  /** Digests of how servers are started on which snapshot, and of each scenario. */
  config: z.string(),
  digests: z.record(z.string(), z.string()),
})

export type WorkSettings = Readonly<z.infer<typeof settingsSchema>>

export interface Work {
  readonly settings: WorkSettings
  readonly sessions: readonly MeasuredSession[]
}
