// First of all: what came out, whether someone must act, how sure it is. What a mail or a preview shows of a report
// are its first 300 characters, so all of that stands there.
import { formatShare } from '../../core/format.ts'
import type { Comparison } from '../../judge/comparison.ts'
import { median } from '../../stats/quantile.ts'
import { heading, paragraph, strong } from '../block.ts'
import type { Block, Inline, Text } from '../block.ts'
import { describeChange } from '../change.ts'
import { describeInterference } from '../interference.ts'
import { countVerdicts, describeCounts, summarize } from '../outcome.ts'
import { describeRequests } from '../requests.ts'
import { formatMetric, headlineRows, rowLabel } from '../rows.ts'
import { comparisonAt, confidenceLabel } from '../view.ts'
import type { ReportView } from '../view.ts'
import { describeAgreement } from './answers.ts'

export function verdictSection(view: ReportView): readonly Block[] {
  const { verdict, headline, action } = summarize(view)
  const counts = countVerdicts(view.comparisons)
  const pair = `${headline}: ${view.candidate.label} against ${view.baseline.label}`
  return [
    heading(1, [{ kind: 'verdict', verdict, word: '' }, pair]),
    paragraph(
      strong(action),
      ` ${describeCounts(counts)} of ${counts.total} gating comparisons. ${howSure(view)}`,
    ),
    { kind: 'list', items: facts(view) },
  ]
}

function howSure(view: ReportView): string {
  if (view.comparisons.every(({ change }) => change === undefined))
    return 'How sure: not at all; intervals need at least two complete units.'
  const restarts = `${view.completeUnits} restarts of every build`
  return `How sure: ${confidenceLabel(view)}s over ${restarts}; a row is faster or slower only if its whole interval lies beyond the margin.`
}

function facts(view: ReportView): readonly Text[] {
  return [
    ...extreme(view, 'faster', 'Largest gain:'),
    ...extreme(view, 'slower', 'Largest loss:'),
    ...describeInterference(view),
    [strong('Correctness:'), ` ${describeAgreement(view)} ${describeRequests(view)}`],
    ...describeSight(view),
    ...describeControl(view),
  ]
}

/** The rows by which a release would be described; only what the rules confirmed. */
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
  const change = describeChange(comparison, metric)
  return [[strong(lead), ' ', ...rowLabel(row), `: ${from} → ${to}, ${change}.`]]
}

/** Without it nobody can weigh "same" and "unclear". */
function describeSight({ comparisons }: ReportView): readonly Text[] {
  const detectable = comparisons
    .filter(({ gating }) => gating)
    .flatMap(({ detectableRatio }) => detectableRatio ?? [])
  if (detectable.length === 0) return []
  const half = formatShare(median(detectable)!)
  const text = ` changes from ${half} on in half of the gating comparisons, in the others only larger ones.`
  return [[strong('What could be seen:'), text]]
}

function describeControl(view: ReportView): readonly Text[] {
  if (view.control === undefined) return []
  const label = view.control.label
  const counts = countVerdicts(
    view.judgement.comparisons.filter((comparison) => comparison.candidate === label),
  )
  const lead = ` the unchanged build "${label}", measured beside the others, came out as`
  const alarm = counts.slower + counts.faster > 0 ? ' Changes of that size are noise here.' : ''
  return [[strong('Control:'), `${lead} ${describeCounts(counts)}.${alarm}`]]
}
