// From a session to its judgement: comparisons of every candidate with the baseline, findings, exit code.
import { EXIT } from '../core/errors.ts'
import type { Session } from '../results/schema.ts'
import type { Judgement } from './comparison.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import type { JudgeSettings } from './settings.ts'

/** Pure: the same session and settings always give the same judgement. */
export function judgeSession(
  _session: Session,
  _settings: Partial<JudgeSettings> = DEFAULT_SETTINGS,
): Judgement {
  return { comparisons: [], findings: [], exitCode: EXIT.nothingMeasured }
}
