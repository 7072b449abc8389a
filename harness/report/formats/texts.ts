// The two formats that people read as they are: Markdown per candidate, and the summary a terminal shows.
import { renderMarkdownReport, renderTerminalSummary } from '../render.ts'
import type { ReportFormat } from './format.ts'
import { eachReported, wholeSession } from './parts.ts'

export const markdown: ReportFormat = {
  name: 'md',
  extension: 'md',
  summary: 'the whole report of a candidate, for GitHub',
  parts: eachReported,
  joins: true,
  render: ({ session, judgement, sessionFile }, part) =>
    renderMarkdownReport(session, judgement, part, { sessionFile }),
}

export const terminal: ReportFormat = {
  name: 'terminal',
  extension: 'txt',
  summary: 'the summary that a terminal shows',
  parts: wholeSession,
  joins: true,
  render: ({ session, judgement, width, color }) =>
    renderTerminalSummary(session, judgement, { width, color }),
}
