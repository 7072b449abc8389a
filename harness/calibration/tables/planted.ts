// Which changes are found that were planted into the values of unchanged builds.
import { formatShare } from '../../core/format.ts'
import { heading, paragraph } from '../../report/block.ts'
import type { Block, Text } from '../../report/block.ts'
import { gatingPlaces } from '../calibration.ts'
import type { CalibratedPlace, Calibration } from '../calibration.ts'
import { LARGE_EFFECTS, SMALL_EFFECTS } from '../places.ts'
import { bounded, effectText, placeText, table } from './parts.ts'
import type { ShareText } from './parts.ts'
import { sumOf } from '../tally.ts'
import type { Share } from '../tally.ts'

export function plantedBlocks(calibration: Calibration, say: ShareText): readonly Block[] {
  if (calibration.planted.length === 0) return []
  return [
    heading(2, 'Planted changes'),
    paragraph(
      'Not faults of a server but arithmetic: in sessions of unchanged builds all times of one scenario of the candidate are multiplied, rates divided, by exactly that much. How often the metric is called slower:',
    ),
    ...curveTable(calibration, SMALL_EFFECTS, say),
    ...curveTable(calibration, LARGE_EFFECTS, say),
    table(
      ['Change', 'Sessions', 'Red', 'Red by another scenario', 'Invalid'],
      'lrrrr',
      sizesOf(calibration).map((effect) => sessionRow(calibration, effect)),
      'The same sessions as a whole. With +3 % and +5 % a red session is one too many: these lie within the margin.',
    ),
  ]
}

function curveTable(calibration: Calibration, effects: readonly number[], say: ShareText): Block[] {
  const places = gatingPlaces(calibration)
  const rows = places
    .filter(({ planted }) => planted.some(({ effectRatio }) => effects.includes(effectRatio)))
    .map((place) => curveRow(place, places, effects, say))
  if (rows.length === 0) return []
  return [table(['Metric', 'Margin', ...effects.map(effectText)], 'l', rows)]
}

function curveRow(
  place: CalibratedPlace,
  places: readonly CalibratedPlace[],
  effects: readonly number[],
  say: ShareText,
): string[] {
  const name = placeText(place, places)
  const found = effects.map((effect) => foundText(place, effect, say))
  return [name, `±${formatShare(place.marginRatio)}`, ...found]
}

function foundText({ planted }: CalibratedPlace, effect: number, say: ShareText): string {
  const found = planted.find(({ effectRatio }) => effectRatio === effect)?.found
  return found === undefined ? '–' : say(found)
}

const sizesOf = ({ planted }: Calibration) =>
  [...new Set(planted.map(({ effectRatio }) => effectRatio))].sort((a, b) => a - b)

function sessionRow({ planted }: Calibration, effect: number): Text[] {
  const rows = planted.filter(({ effectRatio }) => effectRatio === effect)
  const sum = (share: (row: Calibration['planted'][number]) => Share) =>
    bounded(sumOf(rows.map(share)))
  return [
    effectText(effect),
    String(rows.reduce((all, { sessions }) => all + sessions, 0)),
    sum(({ red }) => red),
    sum(({ redElsewhere }) => redElsewhere),
    sum(({ invalid }) => invalid),
  ]
}
