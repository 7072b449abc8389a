// What a scenario cannot show: starting, stopping, memory and the size of the database.
import { heading } from '../block.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { Block } from '../block.ts'

import { lifeCycleFacts } from '../plain-rows.ts'
import type { Row } from '../rows.ts'
import type { ReportView } from '../view.ts'
import { cellsOf, columnsOf, plainCellsOf } from './results.ts'

export function lifeCycleSection(view: ReportView): readonly Block[] {
  const rows = lifeCycleRows(view)
  if (rows.length === 0) return []
  return [
    heading(3, 'Life cycle'),
    {
      kind: 'table',
      columns: columnsOf(view, 'Once per unit'),
      rows: [
        ...rows.map((row) => cellsOf(view, row)),
        ...lifeCycleFacts(view).map((fact) => plainCellsOf(view, fact.part, fact)),
      ],
    },
  ]
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
