// Everything that was compared, in one table that can be sorted and filtered. What is not a headline waits behind the
// filter; without a script everything is there, in the order of the report.
import type { Comparison } from '../../judge/comparison.ts'
import { METRICS, findMetric } from '../../metrics/catalogue.ts'
import { headlineRows, isAt } from '../rows.ts'
import { confidenceLabel } from '../view.ts'
import type { ReportView } from '../view.ts'
import { scrolling } from './blocks.ts'
import { buildsOf } from './builds.ts'
import { markup } from './markup.ts'
import type { Html } from './markup.ts'
import { resultRow, VERDICTS } from './result-row.ts'

export function resultsTable(view: ReportView): Html {
  const headlines = headlineRows(view.session, view.comparisons)
  const isHeadline = (one: Comparison) =>
    findMetric(one.metric).scope === 'lifecycle' || headlines.some((row) => isAt(one, row))
  const comparisons = inOrder(view)
  const rows = comparisons.map((one) => resultRow(view, one, isHeadline(one)))
  const table = markup`<table class="results" id="results-table">
<caption>
${howToRead(view)}
</caption>
<thead>
<tr>
${columnsOf(view)}
</tr>
</thead>
<tbody>
${rows}
</tbody>
</table>`
  return markup`${controls(view)}${scrolling('Results', table)}`
}

/** The order of scenarios, loads and the catalogue; life-cycle metrics come last. */
function inOrder({ session, comparisons }: ReportView): readonly Comparison[] {
  const scenarios = session.header.scenarios.map(({ name }) => name)
  const placeOf = ({ scenario }: Comparison) =>
    scenarios.includes(scenario) ? scenarios.indexOf(scenario) : scenarios.length
  const rankOf = ({ metric }: Comparison) => METRICS.findIndex(({ id }) => id === metric)
  return comparisons.toSorted((a, b) => placeOf(a) - placeOf(b) || rankOf(a) - rankOf(b))
}

function controls(view: ReportView): Html {
  const present = VERDICTS.filter((verdict) =>
    view.comparisons.some((comparison) => comparison.verdict === verdict),
  )
  return markup`<form class="controls" data-filters="results-table" hidden>
<label>Find <input type="search" name="text" autocomplete="off" placeholder="scenario or metric"/></label>
<label>Verdict
<select name="verdict">
<option value="">all</option>
${present.map((verdict) => markup`<option>${verdict}</option>`)}
</select></label>
<label>Rows
<select name="rows">
<option value="headline">headlines</option>
<option value="gating">those that may gate</option>
<option value="all">all metrics</option>
</select></label>
<output aria-live="polite"></output>
</form> `
}

function columnsOf(view: ReportView): Html {
  const values = buildsOf(view).filter(({ role }) => role !== 'control')
  return markup`<th scope="col" data-sort="text">Scenario</th>
${values.map(({ label }) => markup`<th scope="col" class="right" data-sort="number">${label}</th>`)}
<th scope="col" class="right" data-sort="number">Change</th>
<th scope="col" class="middle">better | worse</th>
<th scope="col" data-sort="number">Verdict</th>
<th scope="col" class="right" data-sort="number">Noise</th>`
}

function howToRead(view: ReportView): Html {
  const noise =
    view.control === undefined
      ? 'half the width of the interval'
      : `what the control "${view.control.label}", the baseline a second time, differs by`
  return markup`Medians over the units. Change is candidate over baseline with its
${confidenceLabel(view)}: a factor from 2× upwards, else per cent. The grey band is the margin
inside which builds are the same; large changes are drawn compressed. Noise is ${noise}. Rows that
only inform never decide the outcome.`
}
