// One scenario in full: why it exists, who waited for whom, its latencies and every single change behind its verdicts.
import { formatCount } from '../../core/format.ts'
import type { Comparison } from '../../judge/comparison.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { ScenarioInfo } from '../../results/schema.ts'
import { parseInline } from '../block.ts'
import { verdictMark } from '../change.ts'
import { noteSentence } from '../notes.ts'
import { anchorOf } from './anchors.ts'
import { renderText } from './blocks.ts'
import { dotsFigure } from './changes.ts'
import type { ScenarioContext } from './changes.ts'
import { percentileCurves } from './charts/percentile-curves.ts'
import { waitingCharts } from './charts/waiting.ts'
import { markup } from './markup.ts'
import type { Child, Html } from './markup.ts'
import { latenciesOf } from './percentiles.ts'
import { findLanes } from './timelines.ts'
import type { Lane } from './timelines.ts'

/** The anchor stands inside what is folded: browsers open a fold for a link that leads into it. */
export function renderScenario(context: ScenarioContext, scenario: ScenarioInfo): Html {
  const comparisons = context.view.comparisons.filter((one) => one.scenario === scenario.name)
  const gating = comparisons.filter((one) => one.gating)
  const waiting = waitingFigure(context, scenario)
  const isOpen = gating.some(isTrouble) || (waiting !== undefined && scenario.loads.length > 1)
  return markup`<details class="scenario" ${isOpen ? markup` open` : ''}>
<summary>
<h3>${renderText(parseInline(scenario.title))}</h3>
<span class="facts">${gating.map(fact)}</span>
</summary>
<div class="body" id="${anchorOf(scenario.name)}" tabindex="-1">
<p class="why">
${scenario.summary} <span class="loads">${describeLoads(scenario)}</span>
<a class="permalink" href="#${anchorOf(scenario.name)}">Link to this scenario</a>
</p>
${notesOf(comparisons)}${waiting}
${scenario.loads.filter(({ measured }) => measured).map((load) => loadFigures(context, scenario, load))}
</div>
</details> `
}

/** Doubts about the numbers of this scenario, each once. */
function notesOf(comparisons: readonly Comparison[]): Child {
  const sentences = new Set(comparisons.flatMap(({ notes }) => notes.map(noteSentence)))
  if (sentences.size === 0) return undefined
  return markup`<ul class="notes">${[...sentences].map((one) => markup`<li>${one}</li>`)}</ul>\n`
}

const isTrouble = ({ verdict }: Comparison) => verdict === 'slower' || verdict === 'invalid'

function fact(comparison: Comparison): Html {
  const metric = findMetric(comparison.metric)
  return markup`<span class="fact">${metric.label} ${renderText(verdictMark(comparison.verdict, metric))}</span>`
}

function describeLoads({ loads, table }: ScenarioInfo): string {
  const described = loads.map(({ name, measured, model, connections, ratePerSecond, arrival }) => {
    const how =
      ratePerSecond === undefined
        ? `${formatCount(connections ?? 1)} ${connections === undefined || connections === 1 ? 'connection' : 'connections'}, ${model}`
        : `${formatCount(ratePerSecond)}/s ${arrival ?? 'constant'}, open loop`
    return `${name} (${how}${measured ? '' : ', background'})`
  })
  return `${table}: ${described.join('; ')}.`
}

function waitingFigure({ view, builds }: ScenarioContext, scenario: ScenarioInfo): Child {
  const found = findLanes(view.session, scenario, builds)
  if (found === undefined) return undefined
  const hasBackground = found.lanes.some(({ background }) => background.length > 0)
  const what = hasBackground ? 'Who waits for whom' : 'Requests one by one'
  return waitingCharts(
    markup`<h4>${what}</h4>
<p>
Every request from when it was due to when its answer was
there${hasBackground && ', over the background, shaded: a line that ends where a shade ends waited for it'}. First round of unit ${found.unit},
the same due times for every build.${describeThinning(found.lanes)}
</p>`,
    found.lanes,
  )
}

function describeThinning(lanes: readonly Lane[]): string {
  const groups = lanes.flatMap(({ measured }) =>
    measured.map(({ timeline }) => timeline.slowestOf ?? 1),
  )
  const most = Math.max(1, ...groups)
  return most === 1 ? '' : ` Each line is the slowest of up to ${most} neighbours.`
}

function loadFigures(
  context: ScenarioContext,
  scenario: ScenarioInfo,
  load: ScenarioInfo['loads'][number],
): Html {
  const { view, builds } = context
  const name = scenario.loads.length > 1 ? ` of ${load.name}` : ''
  const latencies = latenciesOf(view.session, scenario.name, load, builds)
  const what = load.model === 'open' ? 'from due to answered' : 'from sent to answered'
  const curves =
    latencies.length > 0 &&
    percentileCurves(
      markup`<h4>Latency by percentile${name}</h4>
<p>All rounds of all units, ${what}.</p>`,
      latencies,
    )
  const dots = view.comparisons
    .filter((one) => one.scenario === scenario.name && one.load === load.name && one.gating)
    .map((comparison) => dotsFigure(context, comparison, name))
  return markup`<div class="charts">
<div>${curves}</div>
<div>${dots}</div>
</div>\n`
}
