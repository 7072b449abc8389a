// The page as a format beside the others.
import type { ReportFormat } from '../formats/format.ts'
import { eachReported } from '../formats/parts.ts'
import { renderHtmlReport } from './report.ts'

export const html: ReportFormat = {
  name: 'html',
  extension: 'html',
  summary: 'the whole report of a candidate as a page with charts, in one file',
  parts: eachReported,
  joins: false,
  render: ({ session, judgement, sessionFile }, part) =>
    renderHtmlReport(session, judgement, part, { sessionFile }),
}
