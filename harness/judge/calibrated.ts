// What sessions like this one find on the machine it was measured on, if somebody calibrated that: the noise of this
// session says how sure it is, the calibration how often such sessions would have seen a change.
import { completeUnits } from '../metrics/usable-units.ts'
import { isOpenEnd } from '../results/continuing.ts'
import type { HeaderCalibration, Reach, Session } from '../results/schema.ts'
import type { AtLooks } from './at-looks.ts'
import type { Comparison } from './comparison.ts'

type Place = HeaderCalibration['places'][number]

export function withCalibration(atLooks: AtLooks, session: Session): AtLooks {
  if (session.header.calibration === undefined) return atLooks
  const comparisons = atLooks.comparisons.map((comparison) => {
    const calibratedRatio = calibratedRatioOf(comparison, session)
    return calibratedRatio === undefined
      ? comparison
      : Object.assign({}, comparison, { calibratedRatio })
  })
  return { ...atLooks, comparisons }
}

/** Undefined where nothing was calibrated that this session is like. */
function calibratedRatioOf(
  { scenario, load, metric, marginRatio }: Comparison,
  session: Session,
): number | undefined {
  const place = session.header.calibration!.places.find(
    (each) => each.scenario === scenario && each.load === load && each.metric === metric,
  )
  if (place === undefined) return undefined
  const [noise, reach] = [noiseRatio(place, session), reachOf(place, session)]
  if (noise === undefined || reach === undefined) return undefined
  return smallestFound(withNoise(reach, noise), marginRatio)
}

/** The change, as a ratio minus 1, that lies beyond the margin by as much as the noise asks for. */
export function smallestFound({ beyondRatio }: Reach, marginRatio: number): number {
  return (1 + marginRatio) * (1 + beyondRatio) - 1
}

/** Below this share of the calibrated rounds a session is another kind of measurement. */
const FEWEST_ROUNDS = 0.5

/**
 * How many times the calibrated noise this session's is, at most; undefined: nobody knows. Rounds follow from a rehearsal's
 * costs and differ a little from session to session. What a unit's noise owes to them goes by their square root; what
 * it owes to its processes does not change.
 */
function noiseRatio({ scenario, rounds }: Place, { header }: Session): number | undefined {
  // More builds share the time of a unit.
  if (header.targets.length > header.calibration!.targets) return undefined
  if (rounds === undefined) return 1
  const own = header.plan.find((plan) => plan.scenario === scenario)?.rounds ?? 0
  if (own < FEWEST_ROUNDS * rounds) return undefined
  return Math.sqrt(Math.max(1, rounds / own))
}

/** Noise widens on the scale of logarithms. */
function withNoise({ looks, beyondRatio }: Reach, noise: number): Reach {
  return { looks, beyondRatio: Math.expm1(noise * Math.log1p(beyondRatio)) }
}

/**
 * Of sessions with the same looks; one that is read once may have more units than were calibrated. One that was cut off
 * between several looks is like no other.
 */
function reachOf({ reach }: Place, session: Session): Reach | undefined {
  const { looks = [session.header.unitsPlanned] } = session.header
  const same = reach.find((each) => each.looks.join() === looks.join())
  const units = completeUnits(session).length
  if (looks.length > 1) return isReadAsPlanned(session) ? same : undefined
  if (same !== undefined && units >= looks[0]!) return same
  const read = Math.min(units, looks[0]!)
  return reach
    .filter((each) => each.looks.length === 1 && each.looks[0]! <= read)
    .toSorted((a, b) => a.looks[0]! - b.looks[0]!)
    .at(-1)
}

/** Neither cut off, nor out of time or of units that count between two looks. */
function isReadAsPlanned(session: Session): boolean {
  const { end, header } = session
  const units = completeUnits(session).length
  return end?.state === 'finished' && !isOpenEnd(end) && header.looks?.includes(units) === true
}
