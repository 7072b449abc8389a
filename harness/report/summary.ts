// What a terminal shows at the end of a run: what came out, one table of all candidates, what the rules found, and
// where the reports are.
import { isControl } from '../judge/control.ts'
import { code, heading, strong } from './block.ts'
import type { Block, Text } from './block.ts'
import { describeInterference } from './interference.ts'
import { countVerdicts, describeCounts, findingsOf, summarize } from './outcome.ts'
import { narrowestWidth } from './formats/terminal-table.ts'
import type { Table } from './formats/terminal-table.ts'
import { describeFinding } from './sections/findings.ts'
import { composeAttribution } from './summary-attribution.ts'
import { composeTables } from './summary-table.ts'
import type { ReportView } from './view.ts'

/** One view per candidate, in the order of the session. */
export function composeSummary(
  views: readonly ReportView[],
  options: {
    readonly width: number
    readonly reportFiles: readonly string[]
    readonly findings: boolean
  },
): readonly Block[] {
  const telling = worthATable(views)
  return [
    ...outcomeBlocks(views, options.width),
    ...composeTables(telling, options.width),
    ...interferenceBlocks(telling),
    ...chainBlocks(views, options.width),
    ...(options.findings ? findingBlocks(views) : []),
    ...(options.reportFiles.length === 0
      ? []
      : [heading(2, 'Reports'), { kind: 'list', items: options.reportFiles.map(code) } as const]),
  ]
}

/** Several candidates are counted in a table, where it fits, and told what to do below it. */
function outcomeBlocks(views: readonly ReportView[], width: number): readonly Block[] {
  const table = outcomeTable(views)
  if (views.length === 1 || narrowestWidth(table) > width)
    return views.map((view): Block => ({ kind: 'paragraph', text: describeOutcome(view) }))
  const actions = actionsOf(views)
  return [
    table,
    actions.length === 1
      ? { kind: 'paragraph', text: actions[0]! }
      : { kind: 'list', items: actions },
  ]
}

function outcomeTable(views: readonly ReportView[]): Table {
  const counted = ['faster', 'slower', 'same', 'unclear', 'invalid'] as const
  return {
    kind: 'table',
    columns: [
      { header: `against ${views[0]!.baseline.label}`, align: 'left' },
      { header: '', align: 'left' },
      ...counted.map((header) => ({ header, align: 'right' }) as const),
    ],
    rows: views.map((view) => {
      const { verdict, headline } = summarize(view)
      const counts = countVerdicts(view.comparisons)
      return [
        nameOf(view),
        { kind: 'verdict', verdict, word: headline },
        ...counted.map((each) => String(counts[each])),
      ] satisfies readonly Text[]
    }),
  }
}

/** `Nobody has to act (midpoint, branch).`: who is meant is named only where it differs. */
function actionsOf(views: readonly ReportView[]): readonly string[] {
  const byAction = Map.groupBy(views, (view) => summarize(view).action)
  return [...byAction].map(([action, meant]) =>
    byAction.size === 1
      ? action
      : `${meant.map(({ candidate }) => candidate.label).join(', ')}: ${action}`,
  )
}

function describeOutcome(view: ReportView): Text {
  const { verdict, headline, action } = summarize(view)
  const counts = countVerdicts(view.comparisons)
  return [
    { kind: 'verdict', verdict, word: '' },
    `${nameOf(view)} against ${view.baseline.label}: `,
    strong(`${headline}.`),
    ` ${action} ${describeCounts(counts)} of ${counts.total} gating comparisons.`,
  ]
}

function nameOf({ candidate, baseline }: ReportView): string {
  return `${candidate.label}${isControl(candidate, baseline) ? ' (control)' : ''}`
}

/** A control that shows no change is told in its outcome line alone. */
function worthATable(views: readonly ReportView[]): readonly ReportView[] {
  const telling = views.filter(
    (view) => !isControl(view.candidate, view.baseline) || summarize(view).verdict !== 'same',
  )
  return telling.length === 0 ? views : telling
}

/** Of the last candidate: the others are steps towards it, or have reports of their own. */
function interferenceBlocks(views: readonly ReportView[]): readonly Block[] {
  return describeInterference(views.at(-1)!).map((text) => ({ kind: 'paragraph', text }))
}

/** What the steps did, where they were measured for that. */
function chainBlocks(views: readonly ReportView[], width: number): readonly Block[] {
  const head = views.find(({ chain }) => chain !== undefined)
  return head === undefined ? [] : composeAttribution(head, width)
}

/** Findings that are about no candidate in particular are said once. */
function findingBlocks(views: readonly ReportView[]): readonly Block[] {
  const findings = views.flatMap((view) =>
    findingsOf(view.judgement.findings, view.candidate.label),
  )
  const grave = [...new Set(findings)].filter(({ severity }) => severity !== 'info')
  if (grave.length === 0) return []
  const left = grave.length - FINDINGS_MAX
  const items = [
    ...grave.slice(0, FINDINGS_MAX).map(describeFinding),
    ...(left > 0 ? [`${left} further findings are in the reports.`] : []),
  ]
  return [heading(2, 'Findings'), { kind: 'list', items }]
}

/** More would push the table off the screen. */
const FINDINGS_MAX = 12
