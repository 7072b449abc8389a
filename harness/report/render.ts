// The two ways out of a judged session: the full report of one candidate, and the summary a terminal shows.
// Pure: the same session and judgement give the same bytes, whenever and wherever they are rendered.
import type { Judgement } from '../judge/comparison.ts'
import type { Session } from '../results/schema.ts'
import { renderMarkdown } from './formats/markdown.ts'
import { renderTerminal } from './formats/terminal.ts'
import { composeReport } from './sections/index.ts'
import { composeSingle } from './single-target.ts'
import { composeSummary } from './summary.ts'
import { createView } from './view.ts'

export interface MarkdownReportOptions {
  /** Path of the session file, as a reader of the report can open it. */
  readonly sessionFile: string
}

export interface TerminalSummaryOptions {
  /** Columns of the terminal; no line is longer. */
  readonly width: number
  readonly color: boolean
  /** Where the full reports were written, in the order they should be listed. */
  readonly reportFiles?: readonly string[]
  /** Whether what the rules found is listed; a gate says it in words of its own. Listed unless set. */
  readonly findings?: boolean
}

/** GitHub-flavoured Markdown for one candidate against the session's baseline. */
export function renderMarkdownReport(
  session: Session,
  judgement: Judgement,
  candidateLabel: string,
  { sessionFile }: MarkdownReportOptions,
): string {
  return renderMarkdown(composeReport(createView(session, judgement, candidateLabel, sessionFile)))
}

/** Every candidate's headline rows, then the findings and where the reports are. */
export function renderTerminalSummary(
  session: Session,
  judgement: Judgement,
  { width, color, reportFiles = [], findings = true }: TerminalSummaryOptions,
): string {
  const views = session.header.targets
    .filter((target) => target.role === 'candidate' && !isOnTheWay(session, target.label))
    .map((target) => createView(session, judgement, target.label, ''))
  const blocks =
    views.length === 0
      ? composeSingle(session)
      : composeSummary(views, { width, reportFiles, findings })
  return renderTerminal(blocks, { width, color })
}

/** Steps of a chain before its head are told in the attribution. */
function isOnTheWay({ header: { chain } }: Session, label: string): boolean {
  return chain !== undefined && chain.targets.slice(0, -1).includes(label)
}
