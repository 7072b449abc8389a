// What the page shows, from top to bottom. To add a part: one function of the view, in a file of its own if it is more
// than a few lines, named here at its place.
import { LIFE_CYCLE, readSeries } from '../../metrics/series.ts'
import { summarize } from '../outcome.ts'
import { answersSection } from '../sections/answers.ts'
import { artefactsSection } from '../sections/artefacts.ts'
import { askedSection } from '../sections/asked.ts'
import { budgetsSection } from '../sections/budgets.ts'
import { caveatsSection } from '../sections/caveats.ts'
import { comparedSection } from '../sections/compared.ts'
import { conditionsSection } from '../sections/conditions.ts'
import { detectableSection } from '../sections/detectable.ts'
import { findingsSection } from '../sections/findings.ts'
import type { Section } from '../sections/index.ts'
import { interferenceSection } from '../sections/interference.ts'
import { factsTable, migrationsList } from '../sections/life-cycle.ts'
import { verdictSection } from '../sections/verdict.ts'
import type { ReportView } from '../view.ts'
import { anchorOf } from './anchors.ts'
import { renderBlocks } from './blocks.ts'
import { buildsOf } from './builds.ts'
import { dotsFigure } from './changes.ts'
import type { ScenarioContext } from './changes.ts'
import { markup } from './markup.ts'
import type { Html } from './markup.ts'
import { resultsTable } from './results-table.ts'
import { renderScenario } from './scenario.ts'
import { stepsPart } from './steps.ts'
import { whereTimeWentPart } from './where-time-went.ts'

export type Part = (view: ReportView) => Html

/** A chain is measured to know what its steps did: that comes first there. */
function stepsOfChain(view: ReportView): Html {
  return view.chain === undefined ? markup`` : stepsPart(view)
}

function stepsBetween(view: ReportView): Html {
  return view.chain === undefined ? stepsPart(view) : markup``
}

/** From top to bottom; a part that has nothing to say is empty. */
export const PARTS: readonly Part[] = [
  verdictPart,
  blocksOf(findingsSection),
  stepsOfChain,
  blocksOf(comparedSection),
  resultsPart,
  blocksOf(budgetsSection),
  scenariosPart,
  blocksOf(interferenceSection),
  blocksOf(answersSection),
  stepsBetween,
  whereTimeWentPart,
  blocksOf(detectableSection),
  blocksOf(askedSection),
  blocksOf(conditionsSection),
  blocksOf(caveatsSection),
  blocksOf(artefactsSection),
]

function blocksOf(section: Section): Part {
  return (view) => renderBlocks(section(view))
}

function verdictPart(view: ReportView): Html {
  return markup`<section class="verdict ${summarize(view).verdict}">
${renderBlocks(verdictSection(view))}
</section> `
}

function resultsPart(view: ReportView): Html {
  return markup`<h2 id="results">Results</h2>
${resultsTable(view)}`
}

function scenariosPart(view: ReportView): Html {
  const context = { view, builds: buildsOf(view), series: readSeries(view.session) }
  return markup`<h2 id="scenarios">Scenarios</h2>
<p class="folds" hidden>
<button type="button" data-folds="open">Open all</button>
<button type="button" data-folds="close">Close all</button>
</p>
${view.session.header.scenarios.map((scenario) => renderScenario(context, scenario))}
${lifeCycle(context)}`
}

function lifeCycle(context: ScenarioContext): Html {
  const comparisons = context.view.comparisons.filter(({ scenario }) => scenario === LIFE_CYCLE)
  const figures = comparisons.map((comparison) => dotsFigure(context, comparison, ''))
  if (figures.every((one) => one === undefined)) return markup``
  const facts = factsTable(context.view)
  return markup`<details class="scenario">
<summary><h3>Life cycle</h3></summary>
<div class="body" id="${anchorOf(LIFE_CYCLE)}" tabindex="-1">
<p class="why">Starting, migrating, stopping, memory, the sizes of the database and of its indexes, once per unit.</p>
${facts !== undefined && renderBlocks([facts])}
${renderBlocks(migrationsList(context.view))}
<div class="charts">${figures}</div>
</div>
</details> `
}
