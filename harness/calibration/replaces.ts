// Whether a new calibration may take the place of the one that is kept: a short try must not cost what an hour measured.
import { whyNot } from './applies.ts'
import type { Here } from './applies.ts'
import type { Calibration } from './calibration.ts'

/** By name; what the config asks of each scenario today. */
type Digests = Readonly<Record<string, string>>

/** Completes "stays as it is: …"; undefined where the new one knows as much. The kept one is known to hold here. */
export function whyKeep(
  kept: Calibration,
  made: Calibration,
  here: Here,
  scenarios: Digests,
): string | undefined {
  const known = stillKnown(kept, scenarios)
  if (known.length === 0) return undefined
  const spoilt = whyNot(made, here)
  if (spoilt !== undefined) return `the new one would not be used, since ${spoilt}`
  const lost = known.filter((name) => !stillKnown(made, scenarios).includes(name))
  const reasons = [
    lost.length > 0 && `it knows ${lost.join(', ')}, which the new one does not`,
    kept.profile !== made.profile &&
      `its units hold as much as those of ${kept.profile}, the new one's as much as those of ${made.profile}`,
    kept.units.complete > made.units.complete &&
      `it rests on ${kept.units.complete} units, the new one on ${made.units.complete}`,
    kept.draws > made.draws && `it was drawn ${kept.draws} times, the new one ${made.draws} times`,
  ].filter((reason) => reason !== false)
  return reasons.length === 0 ? undefined : reasons.join('; ')
}

function stillKnown(calibration: Calibration, scenarios: Digests): readonly string[] {
  return Object.keys(scenarios).filter((name) => calibration.scenarios[name] === scenarios[name])
}
