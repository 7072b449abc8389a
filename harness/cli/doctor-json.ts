// The shape that `doctor --json` prints; docs/doctor.md describes it. A change that could break a reader raises `version`.
import type { Detectable } from '../doctor/detectable.ts'
import type { Examination } from '../doctor/examine.ts'
import type { DoctorCalibration } from './calibration/doctor-calibration.ts'
import { calibrationJson } from './calibration/doctor-lines.ts'

const VERSION = 1

export function examinationJson(
  { state, facts, results, detection }: Examination,
  calibration: DoctorCalibration,
) {
  const { source, wish, cost, rows } = detection
  return {
    version: VERSION,
    state,
    machine: facts.machine,
    checks: results.map(({ id, title, state: ofCheck, found, meaning, values }) => ({
      id,
      title,
      state: ofCheck,
      found,
      meaning,
      values,
    })),
    detection: {
      state: detection.state,
      source,
      wish,
      ...(cost !== undefined && { cost }),
      rows: rows.map(rowJson),
    },
    calibration: calibrationJson(calibration),
  }
}

function rowJson({ noise, reaches, unitsNeeded, answer }: Detectable) {
  return {
    ...noise,
    plans: reaches.map(({ plan: { profile, units, durationMs, inTime }, ...ratios }) => ({
      profile,
      units,
      durationMs,
      inTime,
      detectableRatio: ratios.usualRatio,
      strictDetectableRatio: ratios.strictRatio,
    })),
    unitsNeeded: unitsNeeded ?? null,
    answer: answer.kind,
    ...(answer.kind !== 'no' && { profile: answer.reach.plan.profile, strict: answer.strict }),
  }
}
