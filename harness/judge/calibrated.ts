// What sessions like this one find on the machine it was measured on, if somebody calibrated that: the noise of this
// session says how sure it is, the calibration how often such sessions would have seen a change.
import { completeUnits } from '../metrics/usable-units.ts'
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

/** Undefined where nothing was calibrated that this session is at least as good as. */
function calibratedRatioOf(
  { scenario, load, metric, marginRatio }: Comparison,
  session: Session,
): number | undefined {
  const place = session.header.calibration!.places.find(
    (each) => each.scenario === scenario && each.load === load && each.metric === metric,
  )
  if (place === undefined || !holdsEnough(place, session)) return undefined
  const reach = reachOf(place, session)
  return reach && smallestFound(reach, marginRatio)
}

/** The change, as a ratio minus 1, that lies beyond the margin by as much as the noise asks for. */
export function smallestFound({ beyondRatio }: Reach, marginRatio: number): number {
  return (1 + marginRatio) * (1 + beyondRatio) - 1
}

/** Fewer rounds in a unit, or more builds that share its time, leave more noise than was calibrated. */
function holdsEnough({ scenario, rounds }: Place, { header }: Session): boolean {
  if (header.targets.length > header.calibration!.targets) return false
  if (rounds === undefined) return true
  return (header.plan.find((plan) => plan.scenario === scenario)?.rounds ?? 0) >= rounds
}

/**
 * Of sessions with the same looks; one that is read once may have more units than were calibrated. One that was cut off
 * between several looks is like no other.
 */
function reachOf({ reach }: Place, session: Session): Reach | undefined {
  const { looks = [session.header.unitsPlanned] } = session.header
  const same = reach.find((each) => each.looks.join() === looks.join())
  const units = completeUnits(session).length
  if (looks.length > 1) return session.end?.state === 'finished' ? same : undefined
  if (same !== undefined && units >= looks[0]!) return same
  const read = Math.min(units, looks[0]!)
  return reach
    .filter((each) => each.looks.length === 1 && each.looks[0]! <= read)
    .toSorted((a, b) => a.looks[0]! - b.looks[0]!)
    .at(-1)
}
