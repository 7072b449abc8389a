// Every value behind the verdicts: each metric of each scenario, whether it gates or only informs. What a request
// costs has a section of its own.
import { METRICS, findMetric } from '../../metrics/catalogue.ts'
import { RESOURCES } from '../../metrics/resources.ts'
import type { Comparison } from '../../judge/comparison.ts'
import type { Block, Text } from '../block.ts'
import { scenarioLabel } from '../rows.ts'
import type { Row } from '../rows.ts'
import type { ReportView } from '../view.ts'
import { cellsOf, columnsOf } from './results.ts'

export function percentilesSection(view: ReportView): readonly Block[] {
  const comparisons = inCatalogueOrder(view)
  if (comparisons.length === 0) return []
  const [first, ...others] = columnsOf(view, 'Scenario')
  const table: Block = {
    kind: 'table',
    columns: [first!, { header: 'Metric', align: 'left' }, ...others],
    rows: comparisons.map((comparison, index) => rowOf(view, comparison, comparisons[index - 1])),
  }
  return [{ kind: 'folded', summary: 'All percentiles and other metrics', blocks: [table] }]
}

function inCatalogueOrder({ session, comparisons }: ReportView): readonly Comparison[] {
  return session.header.scenarios.flatMap(({ name, loads }) =>
    loads.flatMap((load) =>
      METRICS.filter((metric) => !RESOURCES.some(({ id }) => id === metric.id)).flatMap(({ id }) =>
        comparisons.filter(
          (each) => each.scenario === name && each.load === load.name && each.metric === id,
        ),
      ),
    ),
  )
}

/** The scenario is named on its first line only: a wall of repeated titles hides the numbers. */
function rowOf(
  view: ReportView,
  comparison: Comparison,
  above: Comparison | undefined,
): readonly Text[] {
  const repeats = above?.scenario === comparison.scenario && above.load === comparison.load
  const metricInfo = findMetric(comparison.metric)
  const { scenario, load, metric } = comparison
  const place = { scenario, load, metric, metricInfo, table: '', isBackground: false }
  const row: Row = { ...place, title: [], part: metricInfo.label }
  const [, ...cells] = cellsOf(view, row)
  return [repeats ? '' : titleOf(view, comparison), metricInfo.label, ...cells]
}

function titleOf(view: ReportView, { scenario, load }: Comparison): Text {
  const info = view.session.header.scenarios.find((each) => each.name === scenario)
  const title = scenarioLabel(view.session, scenario)
  return (info?.loads.length ?? 0) > 1 ? [...title, `, ${load}`] : title
}
