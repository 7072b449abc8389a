// Where the time of changed scenarios went: functions whose own time differs, from CPU profiles of both builds.
import { code, heading, paragraph, textOf } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { profiledScenarios } from '../function-changes.ts'
import type { FunctionChange, ProfiledScenario } from '../function-changes.ts'
import {
  describeTarget,
  describeUnclear,
  formatDifferenceUs,
  formatOwnUs,
  howTaken,
  shownChanges,
  TITLE,
} from '../function-changes-text.ts'
import { scenarioLabel } from '../rows.ts'
import type { ReportView } from '../view.ts'

/** The page has more. */
const ROWS_MAX = 8

export function whereTimeWentSection(view: ReportView): readonly Block[] {
  const profiled = profiledScenarios(view)
  if (profiled.length === 0) return []
  return [
    heading(2, TITLE),
    paragraph(howTaken(profiled)),
    ...profiled.map((one): Block => ({
      kind: 'folded',
      summary: summaryOf(view, one),
      blocks: blocksOf(view, one),
    })),
  ]
}

/** What changed most is worth reading without opening anything. */
function summaryOf({ session }: ReportView, { scenario, changes }: ProfiledScenario): string {
  const title = textOf(scenarioLabel(session, scenario))
  const [first] = changes
  if (first === undefined) return title
  return `${title}: ${first.name} ${formatDifferenceUs(first.differenceUs)} per request`
}

function blocksOf({ baseline, candidate }: ReportView, profiled: ProfiledScenario): Block[] {
  const { rows, rest, all } = shownChanges(profiled, ROWS_MAX)
  const unclear = describeUnclear(profiled)
  const lines = [
    `${baseline.label}: ${describeTarget(profiled.baseline)}.`,
    `${candidate.label}: ${describeTarget(profiled.candidate)}.`,
  ]
  return [
    { kind: 'list', items: lines },
    {
      kind: 'table',
      columns: [
        { header: 'Own time per request', align: 'left' },
        { header: baseline.label, align: 'right' },
        { header: candidate.label, align: 'right' },
        { header: 'Difference', align: 'right' },
      ],
      rows: [...rows.map((row) => rowOf(row, nameOf(row))), rowOf(rest), rowOf(all)],
    },
    ...(unclear === undefined ? [] : [paragraph(unclear)]),
  ]
}

function nameOf({ name, place }: FunctionChange): Text {
  return place === '' ? code(name) : [code(name), ` ${place}`]
}

function rowOf(change: FunctionChange, name: Text = change.name): readonly Text[] {
  const { baselineUs, candidateUs, differenceUs } = change
  return [name, formatOwnUs(baselineUs), formatOwnUs(candidateUs), formatDifferenceUs(differenceUs)]
}
