// Where the time of changed scenarios went, as the page shows it: bars of both builds from one zero, function by function.
import { parseInline } from '../block.ts'
import { profiledScenarios } from '../function-changes.ts'
import type { FunctionChange, ProfiledScenario } from '../function-changes.ts'
import {
  describeTarget,
  describeTotalUs,
  describeUnclear,
  formatDifferenceUs,
  formatOwnUs,
  howTaken,
  shownChanges,
  TITLE,
} from '../function-changes-text.ts'
import { verdictMark } from '../change.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { ReportView } from '../view.ts'
import { anchorOf } from './anchors.ts'
import { renderText, scrolling } from './blocks.ts'
import { buildsOf, legend } from './builds.ts'
import type { Build } from './builds.ts'
import { ownTimeBars } from './charts/own-time-bars.ts'
import { markup, slug } from './markup.ts'
import type { Child, Html } from './markup.ts'

const ROWS_MAX = 12

export function whereTimeWentPart(view: ReportView): Html {
  const profiled = profiledScenarios(view)
  if (profiled.length === 0) return markup``
  const builds = buildsOf(view).filter(({ role }) => role === 'baseline' || role === 'candidate')
  return markup`<h2 id="${slug(TITLE)}">${TITLE}</h2>
<p>${howTaken(profiled)}</p>
${legend(builds)}
${profiled.map((one) => renderProfiled(view, one, builds))}`
}

function renderProfiled(view: ReportView, one: ProfiledScenario, builds: readonly Build[]): Html {
  const { scenario, baseline, candidate } = one
  const info = view.session.header.scenarios.find(({ name }) => name === scenario)
  const [before, after] = builds
  return markup`<section class="profiled">
<h3><a href="#${anchorOf(scenario)}">${renderText(parseInline(info?.title ?? scenario))}</a> <span class="facts">${verdictsOf(view, scenario)}</span></h3>
<ul>
<li>${before!.label}: ${describeTarget(baseline)}.</li>
<li>${after!.label}: ${describeTarget(candidate)}.</li>
</ul>
${tableOf(one, builds)}
${note(describeUnclear(one))}${filesOf(one)}
</section> `
}

function verdictsOf({ comparisons }: ReportView, scenario: string): Child {
  return comparisons
    .filter((one) => one.scenario === scenario && one.gating)
    .map(({ metric, verdict }) => {
      const info = findMetric(metric)
      return markup`<span class="fact">${info.label} ${renderText(verdictMark(verdict, info))}</span>`
    })
}

function tableOf(profiled: ProfiledScenario, builds: readonly Build[]): Html {
  const { rows, rest, all } = shownChanges(profiled, ROWS_MAX)
  const longestUs = Math.max(
    ...[...rows, rest].flatMap(({ baselineUs = 0, candidateUs = 0 }) => [baselineUs, candidateUs]),
  )
  const rowOf = (change: FunctionChange, isSum: boolean) =>
    renderRow(change, isSum, builds, longestUs)
  return scrolling(
    'Own time of functions',
    markup`<table class="own-times">
<thead>
<tr>
<th scope="col">Own time per request</th>
<td></td>
${builds.map(({ label }) => markup`<th scope="col" class="right">${label}</th>`)}
<th scope="col" class="right">Difference</th>
</tr>
</thead>
<tbody>
${rows.map((row) => rowOf(row, false))}${rowOf(rest, true)}
</tbody>
<tfoot>
${renderRow(all, true, builds, undefined)}</tfoot>
</table>`,
  )
}

/** A sum has no place in the code; without `longestUs` no bars are drawn. */
function renderRow(
  { name, place, baselineUs, candidateUs, differenceUs, ...totals }: FunctionChange,
  isSum: boolean,
  builds: readonly Build[],
  longestUs: number | undefined,
): Html {
  const shown = isSum ? name : markup`<code>${name}</code>`
  return markup`<tr>
<th scope="row">${shown}${place !== '' && markup`<small class="group">${place}</small>`}</th>
<td>${longestUs !== undefined && ownTimeBars([baselineUs, candidateUs], builds, longestUs)}</td>
${valueCell(baselineUs, totals.baselineTotalUs)}
${valueCell(candidateUs, totals.candidateTotalUs)}
<td class="right ${differenceUs > 0 ? 'longer' : 'shorter'}">${formatDifferenceUs(differenceUs)}</td>
</tr> `
}

function valueCell(ownUs: number | undefined, totalUs: number | undefined): Html {
  const total = describeTotalUs(ownUs, totalUs)
  return markup`<td class="right">${formatOwnUs(ownUs)}${total !== undefined && markup`<small class="group">${total}</small>`}</td>`
}

function note(text: string | undefined): Child {
  return text !== undefined && markup`<p class="why">${text}</p>\n`
}

function filesOf({ baseline, candidate, profiler }: ProfiledScenario): Child {
  const files = [...baseline.files, ...candidate.files]
  if (files.length === 0) return undefined
  const how =
    profiler === 'node'
      ? 'Beside the session file; the Performance panel of Chrome’s DevTools and speedscope open them.'
      : 'Beside the session file; speedscope and flame graph tools open them.'
  return markup`<details class="numbers">
<summary>The profiles themselves</summary>
<p>${how}</p>
<ul>${files.map((file) => markup`<li><code>${file}</code></li>\n`)}</ul>
</details>`
}
