// What a scenario cannot show: starting, migrating, stopping.
import { heading } from '../block.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { Block, Column } from '../block.ts'
import { describeMigrations } from '../migration.ts'
import { lifeCycleFacts } from '../plain-rows.ts'
import type { PlainRow } from '../plain-rows.ts'
import type { Row } from '../rows.ts'
import { shownTargets } from '../view.ts'
import type { ReportView } from '../view.ts'
import { cellsOf, columnsOf, plainCellsOf } from './results.ts'

export function lifeCycleSection(view: ReportView): readonly Block[] {
  const table = oncePerUnit(view, 'ms')
  if (table === undefined) return []
  return [heading(3, 'Life cycle'), table, ...migrationsList(view)]
}

/** A server that is ready may still be migrating: these are different instants. */
export function migrationsList(view: ReportView): readonly Block[] {
  const items = describeMigrations(view)
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}

/** Facts that are not judged, then judged rows, of one unit; undefined without any judged row. */
export function oncePerUnit(view: ReportView, unit: 'ms' | 'bytes'): Block | undefined {
  const rows = lifeCycleRows(view).filter(({ metricInfo }) => metricInfo.unit === unit)
  if (rows.length === 0) return undefined
  return {
    kind: 'table',
    columns: columnsOf(view, 'Once per unit'),
    rows: [
      ...lifeCycleFacts(view, unit).map((fact) => plainCellsOf(view, fact.part, fact)),
      ...rows.map((row) => cellsOf(view, row)),
    ],
  }
}

/** Facts alone, where judged rows stand elsewhere; undefined without any. */
export function factsTable(view: ReportView): Block | undefined {
  const facts = (['ms', 'bytes'] as const).flatMap((unit) => lifeCycleFacts(view, unit))
  if (facts.length === 0) return undefined
  const targets = shownTargets(view)
  const columns = targets.map(({ label }): Column => ({ header: label, align: 'right' }))
  const cellsFor = ({ cell }: PlainRow) => targets.map(({ label }) => cell(label))
  return {
    kind: 'table',
    columns: [{ header: 'Once per unit', align: 'left' }, ...columns],
    rows: facts.map((fact) => [fact.part, cellsFor(fact)].flat()),
  }
}

export function lifeCycleRows({ comparisons }: Pick<ReportView, 'comparisons'>): readonly Row[] {
  return comparisons.flatMap(({ scenario, load, metric }) => {
    const metricInfo = findMetric(metric)
    if (metricInfo.scope !== 'lifecycle') return []
    return [
      {
        scenario,
        load,
        metric,
        metricInfo,
        table: 'Life cycle',
        title: [metricInfo.label],
        part: '',
        isBackground: false,
      },
    ]
  })
}
