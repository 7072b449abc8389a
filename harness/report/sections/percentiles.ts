// Every value behind the verdicts: each metric of each scenario, whether it gates or only informs. What a request
// costs has a section of its own.
import { METRICS, findMetric } from '../../metrics/catalogue.ts'
import { RESOURCES } from '../../metrics/resources.ts'
import type { Comparison } from '../../judge/comparison.ts'
import { strong } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { describeChange, verdictMark } from '../change.ts'
import { formatMetric, scenarioLabel } from '../rows.ts'
import type { ReportView } from '../view.ts'

export function percentilesSection(view: ReportView): readonly Block[] {
  const comparisons = inCatalogueOrder(view)
  if (comparisons.length === 0) return []
  const table: Block = {
    kind: 'table',
    columns: [
      { header: 'Scenario', align: 'left' },
      { header: 'Metric', align: 'left' },
      { header: view.baseline.label, align: 'right' },
      { header: view.candidate.label, align: 'right' },
      { header: 'Change', align: 'right' },
      { header: 'Verdict', align: 'left' },
      { header: 'May gate', align: 'left' },
    ],
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
  const metric = findMetric(comparison.metric)
  const repeats = above?.scenario === comparison.scenario && above.load === comparison.load
  return [
    repeats ? '' : titleOf(view, comparison),
    metric.label,
    formatMetric(comparison.baselineValue, metric),
    formatMetric(comparison.candidateValue, metric),
    describeChange(comparison, metric),
    verdictMark(comparison.verdict, metric),
    comparison.gating ? strong('yes') : 'no',
  ]
}

function titleOf(view: ReportView, { scenario, load }: Comparison): Text {
  const info = view.session.header.scenarios.find((each) => each.name === scenario)
  const title = scenarioLabel(view.session, scenario)
  return (info?.loads.length ?? 0) > 1 ? [...title, `, ${load}`] : title
}
