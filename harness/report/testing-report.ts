// A judged session written by hand, for tests of reports and of everything else that shows a session.
export { buildReportJudgement } from './testing-report-judgement.ts'
export { buildReportSession } from './testing-report-session.ts'
export type { ReportFixtureOptions } from './testing-report-session.ts'
