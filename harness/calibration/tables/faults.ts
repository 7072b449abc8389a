// What faults of the server were found by.
import { formatPercent } from '../../core/format.ts'
import { code, heading, paragraph } from '../../report/block.ts'
import type { Block, Inline, Text } from '../../report/block.ts'
import type { Calibration, Moved, Sessions } from '../calibration.ts'
import { bounded, drawnOf, placeText, sessionCells, table } from './parts.ts'

type Fault = Calibration['faults'][number]

export function faultBlocks(calibration: Calibration): readonly Block[] {
  const { faults, answers } = calibration
  if (faults.length + answers.length === 0)
    return [
      heading(2, 'Faults of the server'),
      paragraph(
        'None was measured. Where the config has ',
        code('faultArguments'),
        ', the server itself is made worse; else changes are only planted into what was measured.',
      ),
    ]
  return [
    heading(2, 'Faults of the server'),
    paragraph('Measured, not planted: the candidate was started with the fault.'),
    table(
      ['Fault', 'Sessions', 'Red', 'Invalid', 'Units', 'Found by (share of sessions)'],
      'lrrrrl',
      [...faults.flatMap((fault) => faultRows(fault, calibration)), ...answers.map(answerRow)],
    ),
    ...faults.map((fault) => movedBlock(fault)),
  ]
}

function faultRows(fault: Fault, { real }: Calibration): Text[][] {
  const measured = real.filter(({ id }) => id === fault.id)
  const name = code(fault.fault ?? fault.id)
  return [
    [name, drawnOf(fault), ...sessionCells(fault), foundBy(fault)],
    ...measured.map((each) => measuredRow(name, each)),
  ]
}

const measuredRow = (name: Inline, sessions: Sessions): Text[] => [
  name,
  `${sessions.sessions} measured`,
  ...sessionCells(sessions),
  '–',
]

/** The metric that found it most often, and beside it the one that informs most often. */
function foundBy({ moved }: Fault): string {
  const best = (gating: boolean): string[] => {
    const [first] = moved
      .filter((each) => each.gating === gating && each.found.hits > 0)
      .toSorted((a, b) => b.found.hits - a.found.hits)
    if (first === undefined) return []
    const name = placeText(first, moved)
    return [`${name}${gating ? '' : ', which only informs'}: ${bounded(first.found)}`]
  }
  const found = [...best(true), ...best(false)]
  return found.length === 0 ? 'nothing' : found.join('; ')
}

function answerRow({ fault, id, exitCode, scenarios }: Calibration['answers'][number]): Text[] {
  const found =
    scenarios.length === 0
      ? `nothing (exit code ${exitCode})`
      : `comparing answers of ${scenarios.join(', ')} (exit code ${exitCode})`
  return [code(fault ?? id), '1 measured', '–', '–', '–', found]
}

function movedBlock(fault: Fault): Block {
  const rows = fault.moved.map((each) => [
    placeText(each, fault.moved),
    each.gating ? 'gates' : 'informs',
    changeText(each),
    bounded(each.found),
  ])
  return {
    kind: 'folded',
    summary: [code(fault.fault ?? fault.id), `: ${fault.title}, metric by metric`],
    blocks: [
      table(
        ['Metric', '', 'Measured change (95 % interval)', 'Called worse'],
        'llrr',
        rows,
        `Over all ${fault.units.complete} units. Metrics that only inform are listed where they call it worse in at least 5 % of the sessions.`,
      ),
    ],
  }
}

function changeText({ change }: Moved): string {
  if (change === undefined) return '–'
  const [value, low, high] = [change.value, change.low, change.high].map((ratio) =>
    formatPercent(ratio - 1),
  )
  return `${value} [${low}, ${high}]`
}
