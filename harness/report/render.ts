// The two ways out of a judged session: the full report of one candidate, and the summary a terminal shows.
// Pure: the same session and judgement give the same bytes, whenever and wherever they are rendered.
import type { Judgement } from '../judge/comparison.ts'
import type { Session } from '../results/schema.ts'

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
}

/** GitHub-flavoured Markdown for one candidate against the session's baseline. */
export function renderMarkdownReport(
  session: Session,
  judgement: Judgement,
  candidateLabel: string,
  options: MarkdownReportOptions,
): string {
  const counted = judgement.comparisons.filter((each) => each.candidate === candidateLabel)
  return `# Performance report: ${candidateLabel}\n\n${counted.length} comparisons of session ${session.header.id} in ${options.sessionFile}.\n`
}

/** Every candidate's headline rows, then the findings and where the reports are. */
export function renderTerminalSummary(
  session: Session,
  judgement: Judgement,
  options: TerminalSummaryOptions,
): string {
  const line = `${judgement.comparisons.length} comparisons of session ${session.header.id}`
  return `${line.slice(0, options.width)}\n`
}
