// A calibration as blocks: what was set out to reach, how often unchanged builds are blamed, which changes are found.
import { formatInstant, formatShare, formatSpanMs } from '../../core/format.ts'
import { code, heading, paragraph } from '../../report/block.ts'
import type { Block, Inline, Text } from '../../report/block.ts'
import { LOOK_PROFILES } from '../../stats/looks.ts'
import { gatingPlaces } from '../calibration.ts'
import type { Calibration, Sessions } from '../calibration.ts'
import { faultBlocks } from './faults.ts'
import { goalsOf } from '../goals.ts'
import type { Goal } from '../goals.ts'
import { intervalOf } from '../tally.ts'
import { plantedBlocks } from './planted.ts'
import { reachBlocks } from './reach.ts'
import { bounded, drawnOf, placeText, sessionCells, table } from './parts.ts'
import type { ShareText } from './parts.ts'

/** `say`: how the many shares of single metrics are written; those of whole sessions always have their interval. */
export function calibrationBlocks(
  calibration: Calibration,
  say: ShareText = bounded,
): readonly Block[] {
  const { unchanged, units } = calibration
  const places = gatingPlaces(calibration)
  return [
    heading(1, 'Calibration of this machine'),
    paragraph(...sourceOf(calibration)),
    heading(2, 'Goals'),
    table(
      ['Goal', 'Found', 'Of valid sessions', 'Reached'],
      'lrrl',
      goalRows(calibration),
      'Likely and unlikely: so says the share, but its interval lies on both sides of the goal.',
    ),
    heading(2, 'Unchanged builds'),
    table(
      ['Sessions', 'Red', 'Invalid', 'Units'],
      'lrrr',
      [
        [drawnOf(unchanged.sessions, units), ...sessionCells(unchanged)],
        ...calibration.real.filter(({ fault }) => fault === undefined).map(measuredRow),
      ],
      'Drawn of so many units. Red: a confirmed regression that is none. Invalid: void by its own control.',
    ),
    table(
      ['Metric', 'Margin', 'Called slower', 'Called faster', 'Same'],
      'lrrrr',
      places.map((place) => [
        placeText(place, places),
        `±${formatShare(place.marginRatio)}`,
        say(place.slower),
        say(place.faster),
        say(place.same),
      ]),
      'One line per metric that may turn a session red. What is neither slower, faster nor the same stayed unclear.',
    ),
    ...reachBlocks(calibration),
    ...plantedBlocks(calibration, say),
    ...faultBlocks(calibration),
    paragraph(...LIMITS),
  ]
}

const measuredRow = (sessions: Sessions): Text[] => [
  `${sessions.sessions} measured`,
  ...sessionCells(sessions),
]

const LIMITS: readonly Inline[] = [
  'Shares with Wilson’s 95 % interval. Drawn sessions share units, so theirs is too narrow.',
]

function sourceOf(calibration: Calibration): readonly Inline[] {
  const { machine, pinning, units, unitMs, draws, profile, input, commit, madeAt } = calibration
  const placed =
    pinning === undefined
      ? 'not pinned'
      : `pinned to ${pinning.generator.join(',')} (load generator) and ${pinning.servers.join(',')} (servers)`
  const voided =
    units.voided === 0 ? '' : ` (${units.voided} more ${units.voided === 1 ? 'was' : 'were'} void)`
  const each = unitMs === undefined ? '' : ` of ${formatSpanMs(unitMs)}`
  return [
    `${machine.cpus} × ${machine.cpuModel}, ${placed}, ${formatInstant(madeAt)}. Measured: `,
    code(input),
    ` (${commit.slice(0, 10)}) beside itself, ${units.complete} units${each}${voided}, each as `,
    code(profile),
    ` has them. From these, ${draws} sessions were drawn with looks at ${LOOK_PROFILES[profile].join(', ')} units, in each unit with the three processes in new roles, and judged as any session is.`,
  ]
}

function goalRows(calibration: Calibration): Text[][] {
  return goalsOf(calibration).map((goal) => [
    goal.text,
    goal.found === undefined ? '–' : bounded(goal.found),
    goal.ofValid === undefined ? '–' : bounded(goal.ofValid),
    reachedText(goal),
  ])
}

function reachedText({ found, isReached }: Goal): string {
  if (found === undefined || found.of === 0) return '–'
  const [low, high] = intervalOf(found)
  const isSure = isReached(low) === isReached(high)
  if (isReached(found.hits / found.of)) return isSure ? 'yes' : 'likely'
  return isSure ? 'no' : 'unlikely'
}
