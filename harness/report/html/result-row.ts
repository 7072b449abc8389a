// One comparison as a row: values of every build, change, verdict and noise, each with a key that it is sorted by.
import { formatShare } from '../../core/format.ts'
import type { Comparison, Verdict } from '../../judge/comparison.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { Metric } from '../../metrics/metric.ts'
import {
  describeChange,
  describeInterval,
  describeRatio,
  halfWidthRatio,
  verdictMark,
} from '../change.ts'
import { formatMetric, scenarioLabel } from '../rows.ts'
import { comparisonAt } from '../view.ts'
import type { ReportView } from '../view.ts'
import { anchorOf } from './anchors.ts'
import { renderText } from './blocks.ts'
import { buildsOf } from './builds.ts'
import { intervalCell } from './charts/interval-cell.ts'
import { markup } from './markup.ts'
import type { Child, Html } from './markup.ts'

/** Bad news first. */
export const VERDICTS: readonly Verdict[] = ['slower', 'invalid', 'unclear', 'same', 'faster']

export function resultRow(view: ReportView, comparison: Comparison, isHeadline: boolean): Html {
  const metric = findMetric(comparison.metric)
  const { verdict, gating } = comparison
  const key = metric.unit === 'ms' ? 1000 : 1
  const values = buildsOf(view)
    .filter(({ role }) => role !== 'control')
    .map(({ label, role }) => {
      const value =
        role === 'baseline'
          ? comparison.baselineValue
          : comparisonAt(view, label, comparison)?.candidateValue
      return markup`<td class="right" data-key="${value === undefined ? '' : value * key}">
${formatMetric(value, metric)}
</td>`
    })
  return markup`<tr data-verdict="${verdict}" data-rows="${[isHeadline && 'headline', gating && 'gating'].filter(Boolean).join(' ')}">
<th scope="row">${nameOf(view, comparison)}</th>
${values}
<td class="right" data-key="${worsening(comparison, metric) ?? ''}">${changeOf(comparison, metric)}</td>
<td class="middle">${intervalCell(comparison, metric)}</td>
<td data-key="${VERDICTS.indexOf(verdict)}">
${renderText(verdictMark(verdict, metric))}${!gating && verdict !== 'invalid' && markup` <small>informs</small>`}
</td>
${noiseCell(view, comparison, metric)}
</tr> `
}

function nameOf(view: ReportView, { scenario, load, metric }: Comparison): Html {
  const { label } = findMetric(metric)
  const info = view.session.header.scenarios.find(({ name }) => name === scenario)
  if (info === undefined) return markup`life cycle<small class="group">${label}</small>`
  const measured = info.loads.filter((one) => one.measured)
  const isOnly = measured.length === 1 && measured[0]!.name === load
  const part = isOnly ? label : `${load.replaceAll('-', ' ')}, ${label}`
  return markup`<a href="#${anchorOf(scenario)}">${renderText(scenarioLabel(view.session, scenario))}</a><small class="group">${part}</small>`
}

function changeOf(comparison: Comparison, metric: Metric): Child {
  const { change, verdict } = comparison
  if (change === undefined || verdict === 'invalid') return describeChange(comparison, metric)
  return markup`${describeRatio(change.value, metric)}<small class="group">${describeInterval(comparison)}</small>`
}

/** Positive is worse, so that sorting by change sorts by how bad it is. */
function worsening({ change }: Comparison, metric: Metric): number | undefined {
  if (change === undefined) return undefined
  const log = Math.log(change.value)
  return Number((metric.better === 'lower' ? log : -log).toFixed(4))
}

/** What an unchanged build differs by, where one was measured; else the uncertainty of the change. */
function noiseCell(view: ReportView, comparison: Comparison, metric: Metric): Html {
  const { control } = view
  const ratio =
    control === undefined
      ? halfWidthRatio(comparison)
      : comparisonAt(view, control.label, comparison)?.change?.value
  if (ratio === undefined) return markup`<td class="right" data-key="">–</td>`
  const [key, text] =
    control === undefined
      ? [ratio, `±${formatShare(ratio)}`]
      : [Math.abs(Math.log(ratio)), describeRatio(ratio, metric)]
  return markup`<td class="right" data-key="${key.toFixed(4)}">${text}</td>`
}
