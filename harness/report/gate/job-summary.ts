// The job summary of GitHub Actions: the outcome and the reports of all candidates, as much of them as fits. A summary
// that is too large is dropped whole by GitHub, so it gets smaller by whole parts, never in the middle of a table.
import type { Judgement } from '../../judge/comparison.ts'
import type { Session } from '../../results/schema.ts'
import { paragraph } from '../block.ts'
import type { Block } from '../block.ts'
import { renderMarkdown } from '../formats/markdown.ts'
import { eachJudged } from '../formats/parts.ts'
import { composeReport } from '../sections/index.ts'
import { verdictSection } from '../sections/verdict.ts'
import { createView } from '../view.ts'
import type { ReportView } from '../view.ts'
import { composeGateOutcome } from './outcome.ts'

export interface JobSummaryOptions {
  readonly sessionFile: string
  /** UTF-8 bytes that are left for it. */
  readonly bytesMax: number
}

/** The largest rung of the ladder that fits; empty when nothing does, which takes less than 500 bytes. */
export function renderJobSummary(
  session: Session,
  judgement: Judgement,
  { sessionFile, bytesMax }: JobSummaryOptions,
): string {
  for (const blocks of ladder(session, judgement, sessionFile)) {
    const text = renderMarkdown(blocks())
    if (Buffer.byteLength(text) <= bytesMax) return text
  }
  return ''
}

type Rung = () => readonly Block[]

function ladder(session: Session, judgement: Judgement, sessionFile: string): readonly Rung[] {
  const views = eachJudged({ session }).map((label) =>
    createView(session, judgement, label, sessionFile),
  )
  const outcome = composeGateOutcome(session, judgement)
  const of = (compose: (view: ReportView) => readonly Block[]) => views.flatMap(compose)
  return [
    () => [...outcome, ...of(composeReport)],
    () => [...outcome, ...of((view) => composeReport(view).filter(isOpen)), LEFT_OUT],
    () => [...outcome, ...of(verdictSection), LEFT_OUT],
    () => [...outcome, LEFT_OUT],
    ...[100, 30, 10, 3].map((most) => () => [
      ...composeGateOutcome(session, { ...judgement, budgets: [] }, most),
      LEFT_OUT,
    ]),
  ]
}

const isOpen = ({ kind }: Block) => kind !== 'folded'

const LEFT_OUT = paragraph(
  'Shortened, as GitHub drops a summary of more than 1 MiB: the whole reports are among the files of the run.',
)

/** For a gate that could not even judge: a build that failed, a config that is wrong. */
export function renderFailureSummary(message: string, logTail: readonly string[]): string {
  return renderMarkdown([
    { kind: 'heading', level: 2, text: 'Gate: failed' },
    paragraph(message),
    ...(logTail.length === 0
      ? []
      : [{ kind: 'code', language: 'text', text: logTail.join('\n') } as const]),
  ])
}
