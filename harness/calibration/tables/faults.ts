// What faults of the server were found by.
import { formatFactor, formatInterval, formatPercent } from '../../core/format.ts'
import { code, heading, paragraph } from '../../report/block.ts'
import type { Block, Text } from '../../report/block.ts'
import { isFactor, isWide } from '../../report/change.ts'
import type { Calibration, Moved } from '../calibration.ts'
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
    ...(faults.length === 0 ? [] : [sessionsTable(calibration)]),
    { kind: 'list', items: [...faults.map(describeFault), ...answers.map(describeAnswers)] },
    ...faults.map((fault) => movedBlock(fault)),
  ]
}

function sessionsTable(calibration: Calibration): Block {
  return table(
    ['Fault', 'Sessions', 'Red', 'Invalid', 'Units'],
    'lrrrr',
    calibration.faults.flatMap((fault) => faultRows(fault, calibration)),
    'Drawn of so many units. A session that is drawn from few of them varies too little: from m units by 1/m of the variance.',
  )
}

function faultRows(fault: Fault, { real }: Calibration): Text[][] {
  const measured = real.filter(({ id }) => id === fault.id)
  return [
    [nameOf(fault), drawnOf(fault.sessions, fault.units), ...sessionCells(fault)],
    ...measured.map((each) => measuredRow(each)),
  ]
}

function measuredRow(sessions: Calibration['real'][number]): Text[] {
  return [nameOf(sessions), `${sessions.sessions} measured`, ...sessionCells(sessions)]
}

const nameOf = ({ fault, id }: Pick<Fault, 'fault' | 'id'>) => code(fault ?? id)

/** The metric that found it most often, and beside it the one that informs most often. */
function describeFault(fault: Fault): Text {
  const best = (gating: boolean): string[] => {
    const [first] = fault.moved
      .filter((each) => each.gating === gating && each.found.hits > 0)
      .toSorted((a, b) => b.found.hits - a.found.hits)
    if (first === undefined) return []
    const name = placeText(first, fault.moved)
    return [`${name}${gating ? '' : ', which only informs,'} in ${bounded(first.found)}`]
  }
  const found = [...best(true), ...best(false)]
  const by = found.length === 0 ? 'not found by any metric' : `found by ${found.join(', and by ')}`
  return [nameOf(fault), ` (${fault.title}): ${by}.`]
}

function describeAnswers(answers: Calibration['answers'][number]): Text {
  const { title, exitCode, scenarios } = answers
  const by =
    scenarios.length === 0
      ? 'the comparison of answers found nothing'
      : `found by comparing the answers of ${scenarios.join(', ')}`
  return [nameOf(answers), ` (${title}): ${by}; exit code ${exitCode}.`]
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
    summary: [nameOf(fault), `: ${fault.title}, metric by metric`],
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
  const inFactors = isFactor(change.value) || isWide(change)
  const say = inFactors ? formatFactor : (ratio: number) => formatPercent(ratio - 1)
  return `${say(change.value)} ${formatInterval(say(change.low), say(change.high))}`
}
