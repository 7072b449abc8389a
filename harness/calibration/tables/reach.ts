// The smallest change found in four of five sessions, by how long a session takes.
import { smallestFound } from '../../judge/calibrated.ts'
import { heading } from '../../report/block.ts'
import type { Block } from '../../report/block.ts'
import { LOOK_PROFILES } from '../../stats/looks.ts'
import { gatingPlaces } from '../calibration.ts'
import type { CalibratedPlace, Calibration } from '../calibration.ts'
import { MINUTES, unitsWithin } from '../reach-looks.ts'
import { effectText, placeText, table } from './parts.ts'

export interface Length {
  /** `15 min`, `pr`. */
  readonly name: string
  /** Undefined where no session of that length has two units. */
  readonly looks: readonly number[] | undefined
}

export function reachBlocks(calibration: Calibration): readonly Block[] {
  const lengths = lengthsOf(calibration)
  const rows = reachRows(gatingPlaces(calibration), lengths)
  const others = calibration.places.filter(({ gating }) => !gating)
  return [
    heading(2, 'Smallest change found in 80 % of sessions'),
    table(
      ['Metric', ...lengths.map(titleOf)],
      'l',
      rows,
      'By the time a session of these scenarios takes, read once at its end, and by profile with its looks. A change lies beyond the margin by as much as the noise asks for.',
    ),
    ...(others.length === 0 ? [] : [othersBlock(others, lengths)]),
  ]
}

/** Names are longer here, so that the units stand in the other table alone. */
function othersBlock(others: readonly CalibratedPlace[], lengths: readonly Length[]): Block {
  const titles = ['Metric', ...lengths.map(({ name }) => name)]
  const caption = '–: no change of any size; 36× is a factor.'
  return {
    kind: 'folded',
    summary: 'The same of metrics that turn no session red',
    blocks: [table(titles, 'l', reachRows(others, lengths), caption)],
  }
}

/** `15 min (32 units)`, `pr (6, 9, 12 units)`. */
function titleOf({ name, looks }: Length): string {
  return looks === undefined ? name : `${name} (${looks.join(', ')} units)`
}

/** Times are left out where nobody knows what a unit takes. */
export function lengthsOf(calibration: Calibration): readonly Length[] {
  const byTime = MINUTES.map((minutes): Length => {
    const units = unitsWithin(minutes, calibration)
    return { name: `${minutes} min`, looks: units === undefined ? undefined : [units] }
  })
  const { profile } = calibration
  const isKnown = calibration.unitMs !== undefined
  return [...(isKnown ? byTime : []), { name: profile, looks: LOOK_PROFILES[profile] }]
}

export function reachRows(
  places: readonly CalibratedPlace[],
  lengths: readonly Length[],
): string[][] {
  return places.map((place) => [
    placeText(place, places),
    ...lengths.map(({ looks }) => reachText(place, looks)),
  ])
}

function reachText(place: CalibratedPlace, looks: readonly number[] | undefined): string {
  const reach = place.reach.find((each) => each.looks.join() === looks?.join())
  return reach === undefined ? '–' : effectText(smallestFound(reach, place.marginRatio))
}
