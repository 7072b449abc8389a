// The result as it is kept: the rates, and what they were measured on and with.
import { CALIBRATION_VERSION } from '../../calibration/calibration.ts'
import type { Calibration } from '../../calibration/calibration.ts'
import type { Rates } from '../../calibration/evaluate.ts'
import type { Work } from './work.ts'

export function describeCalibration(
  { settings, sessions }: Work,
  rates: Rates,
  draws: number,
): Calibration {
  const { header } = sessions[0]!
  return {
    kind: 'calibration-result',
    version: CALIBRATION_VERSION,
    // Whoever measured: another version that judges it again has not measured by its own rules.
    tool: header.tool,
    // As old as what was measured first: judging it again makes it no younger.
    madeAt: header.startedAt,
    machine: header.machine,
    ...(header.pinning !== undefined && { pinning: header.pinning }),
    config: settings.config,
    scenarios: settings.digests,
    input: settings.input,
    commit: header.targets[0]!.commit,
    profile: settings.profile,
    draws,
    ...rates,
  }
}
