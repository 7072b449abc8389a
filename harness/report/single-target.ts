// A session without candidates has nothing to compare; its values are still worth a table.
import { readSeries } from '../metrics/series.ts'
import type { MetricSeries } from '../metrics/series.ts'
import type { Session } from '../results/schema.ts'
import { median } from '../stats/quantile.ts'
import { paragraph, strong } from './block.ts'
import type { Block, Text } from './block.ts'
import { formatMetric, groupByTable, headlineRows, isAt, rowLabel } from './rows.ts'
import type { Place } from './view.ts'

export function composeSingle(session: Session): readonly Block[] {
  const labels = session.header.targets.map(({ label }) => label)
  const series = readSeries(session)
  const tables = groupByTable(headlineRows(session, series.map(placeOf)))
  const rows: (readonly Text[])[] = []
  for (const [name, group] of tables) {
    rows.push([strong(name), ...labels.map(() => '')])
    for (const row of group) {
      const measured = series.find((each) => isAt(placeOf(each), row))!
      const values = labels.map((label) => typicalValue(measured, label))
      rows.push([rowLabel(row), ...values.map((value) => formatMetric(value, row.metricInfo))])
    }
  }
  const columns = labels.map((header) => ({ header, align: 'right' }) as const)
  return [
    paragraph('Nothing to compare: medians over the units of a single target.'),
    { kind: 'table', columns: [{ header: '', align: 'left' }, ...columns], rows },
  ]
}

function placeOf({ scenario, load, metric }: MetricSeries): Place {
  return { scenario, load, metric: metric.id }
}

/** Median over units of the median inside each. */
function typicalValue({ values }: MetricSeries, label: string): number | undefined {
  const units = values.get(label) ?? []
  return units.length === 0 ? undefined : median(units.map((unit) => median(unit.values)!))
}
