// The head of a comment about several candidates: how each of them came out, the worst first.
import { formatCount } from '../core/format.ts'
import type { Verdict } from '../judge/comparison.ts'
import { heading, paragraph, strong } from '../report/block.ts'
import type { Block, Text } from '../report/block.ts'
import { countVerdicts, describeCounts, summarize } from '../report/outcome.ts'
import type { ReportView } from '../report/view.ts'
import { identify, shortLabel } from './identity.ts'

const WORST_FIRST: readonly Verdict[] = ['invalid', 'slower', 'unclear', 'same', 'faster']

/** `more` further candidates are not shown. */
export function composeOverview(views: readonly ReportView[], more: number): readonly Block[] {
  const { baseline } = views[0]!
  const count = formatCount(views.length + more)
  const items: readonly Text[] = [
    ...worstFirst(views).map(describeOutcome),
    ...(more > 0 ? [`${formatCount(more)} further candidates are in the session file.`] : []),
  ]
  const identities = views.map(({ candidate }) => identify('Candidate', candidate))
  return [
    heading(2, `Performance report: ${count} candidates against ${shortLabel(baseline.label)}`),
    { kind: 'list', items },
    paragraph(...identify('Baseline', baseline), '.'),
    { kind: 'list', items: identities },
  ]
}

export function worstFirst(views: readonly ReportView[]): readonly ReportView[] {
  const ranked = views.map((view) => ({ view, rank: rankOf(view) }))
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ view }) => view)
}

function describeOutcome(view: ReportView): Text {
  const { verdict, headline, action } = summarize(view)
  const counts = countVerdicts(view.comparisons)
  return [
    { kind: 'verdict', verdict, word: '' },
    strong(headline),
    `: ${shortLabel(view.candidate.label)}. ${action} ${describeCounts(counts)} of ${counts.total} gating comparisons.`,
  ]
}

function rankOf(view: ReportView): number {
  return WORST_FIRST.indexOf(summarize(view).verdict)
}
