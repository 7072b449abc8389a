// What a server costs beside time: memory and disk once per unit, and what a request costs.
import { RESOURCES } from '../../metrics/resources.ts'
import { heading, parseInline } from '../block.ts'
import type { Block } from '../block.ts'
import type { Row } from '../rows.ts'
import { comparisonAt } from '../view.ts'
import type { ReportView } from '../view.ts'
import { oncePerUnit } from './life-cycle.ts'
import { tableOf } from './results.ts'

export function resourcesSection(view: ReportView): readonly Block[] {
  const sizes = oncePerUnit(view, 'bytes')
  const costs = costsOf(view)
  if (sizes === undefined && costs === undefined) return []
  return [
    heading(3, 'Resources'),
    ...(sizes === undefined ? [] : [sizes]),
    ...(costs === undefined ? [] : [costs]),
  ]
}

function costsOf(view: ReportView): Block | undefined {
  const rows = resourceRows(view)
  if (rows.length === 0) return undefined
  const table: Block = {
    ...tableOf(view, rows),
    caption:
      'Of all processes of a server and their threads. What is written counts when it leaves for the disk, which may be after the answer.',
  }
  const kinds = RESOURCES.filter(({ id }) => rows.some(({ metric }) => metric === id))
  const summary = `What a request costs: ${kinds.map(({ label }) => label.replace(' per request', '')).join(', ')}`
  return { kind: 'folded', summary, blocks: [table] }
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
