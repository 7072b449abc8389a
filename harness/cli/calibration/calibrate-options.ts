// What `calibrate` is asked on the command line, and how much it measures.
import { LONG_UNITS } from '../../calibration/jobs.ts'
import type { LongUnits } from '../../calibration/jobs.ts'
import type { PlanSettings } from '../../session/plan.ts'
import type { LookProfile } from '../../stats/looks.ts'
import { findProfile } from '../profiles.ts'

export interface CalibrateOptions {
  readonly minutes: number
  readonly scenario?: readonly string[]
  /** False: `--no-fault`; true or undefined: those of the catalogue. */
  readonly fault?: readonly string[] | boolean
  readonly sessions: number
  readonly draws: number
  readonly profile: LookProfile
  readonly snapshot?: string
  readonly config?: string
  readonly out?: string
  readonly from?: string
  /** Even where what is kept knows more. */
  readonly replace?: boolean
  readonly format: (typeof CALIBRATION_FORMATS)[number]
  /** For tests: everything is done, but too briefly to say anything. */
  readonly brief?: boolean
}

export const CALIBRATION_FORMATS = ['terminal', 'md', 'json'] as const

/** How much of everything is measured. */
export interface CalibrationSize {
  readonly plan: PlanSettings
  readonly longUnits: LongUnits
}

const BRIEF: CalibrationSize = {
  plan: { rounds: 2, scenarioBudgetMs: 60, warmupBudgetMs: 10 },
  longUnits: { fewest: 2, most: 2 },
}

export function sizeOf({ profile, brief }: CalibrateOptions): CalibrationSize {
  if (brief === true) return BRIEF
  return { plan: findProfile(profile, undefined).plan, longUnits: LONG_UNITS }
}
