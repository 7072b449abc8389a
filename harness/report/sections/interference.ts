// How much longer a load waits beside others: what one slow request does to everybody else.
import { formatFactor, formatInterval, formatQuantity } from '../../core/format.ts'
import type { Block, Chart, Text } from '../block.ts'
import { heading, textOf } from '../block.ts'
import { saysSomething } from '../chart-bars.ts'
import { interferenceOf, interferencePairs, PERCENTILES } from '../interference.ts'
import type { Interference, Pair } from '../interference.ts'
import { scenarioLabel } from '../rows.ts'
import { confidenceLabel, shownTargets } from '../view.ts'
import type { ReportView } from '../view.ts'

interface BuildRow {
  readonly label: string
  /** In the order of PERCENTILES. */
  readonly percentiles: readonly Interference[]
}

export function interferenceSection(view: ReportView): readonly Block[] {
  const blocks = interferencePairs(view.session.header.scenarios).flatMap((pair) => {
    const rows = shownTargets(view).map(({ label }) => ({
      label,
      percentiles: PERCENTILES.map((metric) => interferenceOf(view, pair, metric, label)),
    }))
    const isKnown = rows.some(({ percentiles }) => percentiles.some(({ ratio }) => ratio))
    return isKnown ? [tableOf(view, pair, rows)].concat(chartOf(view, pair, rows)) : []
  })
  return blocks.length === 0 ? [] : [heading(3, 'Interference'), ...blocks]
}

function tableOf(view: ReportView, pair: Pair, rows: readonly BuildRow[]): Block {
  return {
    kind: 'table',
    caption: [
      ...scenarioLabel(view.session, pair.beside),
      ' against ',
      ...scenarioLabel(view.session, pair.alone),
      `: how many times as long a response takes, with its ${confidenceLabel(view)}. 1× means that nobody waits for the others.`,
    ],
    columns: [
      { header: 'Build', align: 'left' },
      ...NAMES.flatMap((name) =>
        [`${name} alone`, `${name} beside`, `Interference, ${name}`].map(
          (header) => ({ header, align: 'right' }) as const,
        ),
      ),
    ],
    rows: rows.map(({ label, percentiles }) => [label, ...percentiles.flatMap(cellsOf)]),
  }
}

const NAMES = PERCENTILES.map((metric) => metric.replace('response-', ''))

function cellsOf({ aloneUs, besideUs, ratio, interval }: Interference): readonly Text[] {
  const text = (valueUs: number | undefined) =>
    valueUs === undefined ? '–' : formatQuantity(valueUs, 'us')
  const range =
    interval === undefined
      ? ''
      : ` ${formatInterval(formatFactor(interval.low), formatFactor(interval.high))}`
  const factor = ratio === undefined ? '–' : formatFactor(ratio)
  return [text(aloneUs), text(besideUs), `${factor}${range}`]
}

/** All on one axis: waits alone are so short beside the others that this is what there is to see. */
function chartOf(view: ReportView, pair: Pair, rows: readonly BuildRow[]): readonly Chart[] {
  const valuesOf = (index: number, key: 'aloneUs' | 'besideUs') =>
    rows.map(({ percentiles }) => percentiles[index]![key])
  const chart: Chart = {
    kind: 'chart',
    title: `${textOf(scenarioLabel(view.session, pair.beside))} – response time, shorter is better`,
    unit: 'us',
    labels: rows.map(({ label }) => label),
    series: NAMES.flatMap((name, index) => [
      { name: `${name} alone`, values: valuesOf(index, 'aloneUs') },
      { name: `${name} beside`, values: valuesOf(index, 'besideUs') },
    ]),
    scale: 'shared',
  }
  return saysSomething(chart) ? [chart] : []
}
