// First of all: what came out, how sure it is, whether someone must act.
import type { Comparison } from '../../judge/comparison.ts'
import { heading, paragraph, strong } from '../block.ts'
import type { Block, Inline, Text } from '../block.ts'
import { describeChange } from '../change.ts'
import { countVerdicts, describeCounts, summarize } from '../outcome.ts'
import { formatMetric, headlineRows, rowLabel } from '../rows.ts'
import { comparisonAt, confidenceLabel } from '../view.ts'
import type { ReportView } from '../view.ts'

export function verdictSection(view: ReportView): readonly Block[] {
  const { verdict, headline, action } = summarize(view)
  const counts = countVerdicts(view.comparisons)
  return [
    heading(1, `Performance report: ${view.candidate.label} against ${view.baseline.label}`),
    paragraph(
      { kind: 'verdict', verdict, word: '' },
      strong(`${headline}.`),
      ` ${action} ${describeCounts(counts)} of ${counts.total} gating comparisons.`,
    ),
    { kind: 'list', items: [...extremes(view), ...howSure(view)] },
  ]
}

/** The rows by which a release would be described; only what the rules confirmed. */
function extremes(view: ReportView): readonly Text[] {
  return [
    ...extreme(view, 'faster', 'Largest gain: '),
    ...extreme(view, 'slower', 'Largest loss: '),
  ]
}

function extreme(
  view: ReportView,
  verdict: 'faster' | 'slower',
  lead: string,
): readonly (readonly Inline[])[] {
  const sizeOf = (comparison: Comparison) => Math.abs(Math.log(comparison.change!.value))
  const [largest] = headlineRows(view.session, view.comparisons)
    .map((row) => ({ row, comparison: comparisonAt(view, view.candidate.label, row)! }))
    .filter(
      ({ comparison }) =>
        comparison.gating && comparison.verdict === verdict && comparison.change !== undefined,
    )
    .sort((a, b) => sizeOf(b.comparison) - sizeOf(a.comparison))
  if (largest === undefined) return []
  const { row, comparison } = largest
  const metric = row.metricInfo
  const from = formatMetric(comparison.baselineValue, metric)
  const to = formatMetric(comparison.candidateValue, metric)
  return [[lead, ...rowLabel(row), `: ${from} → ${to}, ${describeChange(comparison, metric)}.`]]
}

function howSure(view: ReportView): readonly Text[] {
  if (view.comparisons.every(({ change }) => change === undefined))
    return ['How sure: not at all; intervals need at least two complete units.']
  const restarts = `${view.completeUnits} restarts of every build`
  return [
    `How sure: ${confidenceLabel(view)}s over ${restarts}, alternated in short slices on one machine.`,
    ...describeControl(view),
  ]
}

function describeControl(view: ReportView): readonly Text[] {
  if (view.control === undefined) return []
  const label = view.control.label
  const counts = countVerdicts(
    view.judgement.comparisons.filter((comparison) => comparison.candidate === label),
  )
  const lead = `Control: the unchanged build "${label}", measured beside the others, came out as`
  const alarm = counts.slower + counts.faster > 0 ? ' Changes of that size are noise here.' : ''
  return [`${lead} ${describeCounts(counts)}.${alarm}`]
}
