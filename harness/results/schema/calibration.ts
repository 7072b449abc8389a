// What a calibration of this machine said when the session began, so that a reader knows what sessions like it find.
import { z } from 'zod'
import { count, label } from './basics.ts'

/**
 * Found in four of five sessions that are read at these numbers of units: changes of (1 + margin) · (1 + beyondRatio) − 1,
 * whatever the margin.
 */
export const reachSchema = z.strictObject({
  looks: z.array(count.min(2)).min(1),
  beyondRatio: z.number().nonnegative(),
})

/** One metric of one load. */
export const calibratedPlaceSchema = z.strictObject({
  scenario: label,
  load: z.string(),
  metric: z.string(),
  /** Slices of the scenario in a unit; absent where none was measured, as of a start. */
  rounds: count.optional(),
  reach: z.array(reachSchema),
})

export const headerCalibrationSchema = z.strictObject({
  madeAt: z.string(),
  /** Units of unchanged builds that sessions were drawn from, and how many were drawn. */
  units: count,
  draws: count,
  /** Builds in each session: more of them leave less time for each. */
  targets: count,
  places: z.array(calibratedPlaceSchema),
})

export type Reach = Readonly<z.infer<typeof reachSchema>>
export type HeaderCalibration = Readonly<z.infer<typeof headerCalibrationSchema>>
