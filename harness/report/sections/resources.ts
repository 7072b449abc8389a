// What a request costs each server, beside how long it takes.
import { RESOURCES } from '../../metrics/resources.ts'
import { parseInline } from '../block.ts'
import type { Block } from '../block.ts'
import type { Row } from '../rows.ts'
import { comparisonAt } from '../view.ts'
import type { ReportView } from '../view.ts'
import { cellsOf, columnsOf } from './results.ts'

export function resourcesSection(view: ReportView): readonly Block[] {
  const rows = resourceRows(view)
  if (rows.length === 0) return []
  const table: Block = {
    kind: 'table',
    caption:
      'Of all processes of a server and their threads. What is written counts when it leaves for the disk, which may be after the answer.',
    columns: columnsOf(view, 'Scenario'),
    rows: rows.map((row) => cellsOf(view, row)),
  }
  return [{ kind: 'folded', summary: 'Resources', blocks: [table] }]
}

function resourceRows(view: ReportView): readonly Row[] {
  return view.session.header.scenarios.flatMap(({ name, title, table, loads }) =>
    loads.flatMap((load) =>
      RESOURCES.map((metric) => ({
        scenario: name,
        load: load.name,
        metric: metric.id,
        metricInfo: metric,
        table,
        title: parseInline(title),
        part: metric.label,
        isBackground: !load.measured,
      })).filter((row) => comparisonAt(view, view.candidate.label, row) !== undefined),
    ),
  )
}
