// What a load suffers from its neighbours: the same open-loop load alone and beside background loads.
import { findMetric } from '../../metrics/catalogue.ts'
import type { Block, Text } from '../block.ts'
import { heading } from '../block.ts'
import { formatFactor } from '../../core/format.ts'
import { formatMetric, scenarioLabel } from '../rows.ts'
import { comparisonAt } from '../view.ts'
import type { Place, ReportView } from '../view.ts'
import type { ScenarioInfo } from '../../results/schema.ts'

const METRIC = 'response-p50'

interface Pair {
  readonly alone: Place
  readonly beside: Place
}

export function interferenceSection(view: ReportView): readonly Block[] {
  const metric = findMetric(METRIC)
  const blocks = findPairs(view.session.header.scenarios).map(({ alone, beside }): Block => ({
    kind: 'table',
    caption: [
      ...scenarioLabel(view.session, beside.scenario),
      ' against ',
      ...scenarioLabel(view.session, alone.scenario),
      `: how many times longer the median response takes (without an interval).`,
    ],
    columns: [
      { header: 'Target', align: 'left' },
      { header: 'Alone', align: 'right' },
      { header: 'Beside the background', align: 'right' },
      { header: 'Interference', align: 'right' },
    ],
    rows: [view.baseline, ...view.between, view.candidate].map(({ label }): readonly Text[] => {
      const [quiet, loaded] = [valueAt(view, label, alone), valueAt(view, label, beside)]
      const ratio = quiet === undefined || loaded === undefined ? '–' : formatFactor(loaded / quiet)
      return [label, formatMetric(quiet, metric), formatMetric(loaded, metric), ratio]
    }),
  }))
  return blocks.length === 0 ? [] : [heading(3, 'Interference'), ...blocks]
}

/** The same load name in an open loop in two scenarios, of which one has background loads. */
function findPairs(scenarios: readonly ScenarioInfo[]): readonly Pair[] {
  const open = scenarios.flatMap(({ name, loads }) =>
    loads
      .filter(({ measured, model }) => measured && model === 'open')
      .map((load) => ({
        load: load.name,
        scenario: name,
        metric: METRIC,
        isAlone: loads.length === 1,
        hasBackground: loads.some(({ measured }) => !measured),
      })),
  )
  return open
    .filter(({ isAlone }) => isAlone)
    .flatMap((alone) =>
      open
        .filter((other) => other.hasBackground && other.load === alone.load)
        .map((beside) => ({ alone, beside })),
    )
}

/** The baseline's own value stands in every comparison with it. */
function valueAt(view: ReportView, label: string, place: Place): number | undefined {
  if (label === view.baseline.label)
    return comparisonAt(view, view.candidate.label, place)?.baselineValue
  return comparisonAt(view, label, place)?.candidateValue
}
