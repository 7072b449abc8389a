// The text of a comment: the verdict within the first 300 characters, the rows that moved, everything else folded.
// Pure. All that comes from the session is disarmed; addresses of the run, which are ours, are added behind that.
import { UsageError } from '../core/errors.ts'
import type { Judgement } from '../judge/comparison.ts'
import { controlsOf } from '../judge/control.ts'
import type { Block } from '../report/block.ts'
import { renderMarkdown } from '../report/formats/markdown.ts'
import { createView } from '../report/view.ts'
import type { ReportView } from '../report/view.ts'
import type { Session } from '../results/schema.ts'
import { composeAmongOthers, composeOnly, composeSections, leftOut } from './candidate-part.ts'
import type { Candidate } from './candidate-part.ts'
import { disarmBlocks } from './disarm.ts'
import { composeFooter } from './footer.ts'
import { LADDER, LONGEST_COMMENT } from './ladder.ts'
import type { Rung } from './ladder.ts'
import { commentKey, renderMarker } from './marker.ts'
import type { Marker } from './marker.ts'
import { composeOverview, worstFirst } from './overview.ts'

export interface CommentInput {
  readonly session: Session
  readonly judgement: Judgement
  /** Sets the comments of several configs on one pull request apart. */
  readonly name: string
  /** How readers know the session file; never opened. */
  readonly sessionFile: string
  /** Where the full report can be had, such as the page of the run. */
  readonly reportUrl: string | undefined
  /** The session was measured by code that nobody has reviewed. */
  readonly isUntrusted: boolean
}

export interface CommentText {
  readonly text: string
  readonly marker: Marker
  /** Index in the ladder: a comment that GitHub still refuses as too long is composed again from the next one. */
  readonly rung: number
}

/** The first rung from `from` on that fits; undefined below the last one. */
export function composeComment(input: CommentInput, from = 0): CommentText | undefined {
  const candidates = candidatesOf(input)
  const marker = markerOf(input)
  for (let rung = from; rung < LADDER.length; rung++) {
    const text = `${renderMarker(marker)}\n${renderRung(input, candidates, LADDER[rung]!)}`
    if (text.length <= LONGEST_COMMENT) return { text, marker, rung }
  }
  return undefined
}

function renderRung(input: CommentInput, { shown, more }: Candidates, rung: Rung): string {
  const left = new Set(shown.flatMap((candidate) => leftOut(candidate, rung)))
  const { header } = input.session
  return renderMarkdown([
    ...disarmBlocks(composeRung({ shown, more }, rung)),
    ...composeFooter({ ...input, header, leftOut: [...left] }),
  ])
}

function composeRung({ shown, more }: Candidates, rung: Rung): readonly Block[] {
  if (shown.length === 1) return composeOnly(shown[0]!, rung)
  const views = shown.map(({ view }) => view)
  // On the last rung only the overview is left.
  const parts = rung.rows.length === 0 ? [] : shown
  return [
    ...composeOverview(views, more),
    ...parts.flatMap((candidate) => composeAmongOthers(candidate, rung)),
  ]
}

interface Candidates {
  /** In the order of the session. */
  readonly shown: readonly Candidate[]
  /** How many more there are. */
  readonly more: number
}

/** A glance at more than that is none; the session file has the others. */
const CANDIDATES_MAX = 20
/** Every candidate's tables have a column for every target before it. */
const TARGETS_MAX = 64

function candidatesOf(input: CommentInput): Candidates {
  const views = viewsOf(input)
  const worst = new Set(worstFirst(views).slice(0, CANDIDATES_MAX))
  const shown = views.filter((view) => worst.has(view)).map(composeSections)
  return { shown, more: views.length - shown.length }
}

/** Controls have no part of their own, unless there is nothing else to show. */
function viewsOf({ session, judgement, sessionFile }: CommentInput): readonly ReportView[] {
  const all = session.header.targets.filter(({ role }) => role === 'candidate')
  if (all.length === 0)
    throw new UsageError(
      'Expected a session that compares, got one of a single target: there is nothing to comment on.',
    )
  if (session.header.targets.length > TARGETS_MAX)
    throw new UsageError(
      `Expected a session of at most ${TARGETS_MAX} targets, got ${session.header.targets.length}: no comment could show them.`,
    )
  const controls = controlsOf(session.header)
  const real = all.filter(({ label }) => !controls.has(label))
  return (real.length === 0 ? all : real).map(({ label }) =>
    createView(session, judgement, label, sessionFile),
  )
}

function markerOf({ name, session, judgement }: CommentInput): Marker {
  const { targets } = session.header
  const baseline = targets.find(({ role }) => role === 'baseline') ?? targets[0]!
  return { key: commentKey(name, baseline.label), exitCode: judgement.exitCode }
}
