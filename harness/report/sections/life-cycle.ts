// What a scenario cannot show: starting, migrating, stopping.
import { heading } from '../block.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { Block } from '../block.ts'
import { lifeCycleFacts } from '../plain-rows.ts'
import type { Row } from '../rows.ts'
import type { ReportView } from '../view.ts'
import { cellsOf, columnsOf, plainCellsOf } from './results.ts'

export function lifeCycleSection(view: ReportView): readonly Block[] {
  const table = oncePerUnit(view, 'ms')
  return table === undefined ? [] : [heading(3, 'Life cycle'), table]
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
