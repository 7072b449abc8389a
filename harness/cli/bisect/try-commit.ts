// A step of the search: one commit between both ends, in the same rounds.
import type { Stage } from '../../bisect/progress.ts'
import { isAtLook, readAnswer } from '../../bisect/reading.ts'
import type { Reading } from '../../bisect/reading.ts'
import { isPassing } from '../../bisect/reason.ts'
import { countTrials } from '../../bisect/record.ts'
import type { Tried } from '../../bisect/record.ts'
import { doesWrong } from '../../bisect/wrong-answers.ts'
import type { Session } from '../../results/schema.ts'
import { targetOf } from './bisection.ts'
import type { Bisection } from './bisection.ts'
import { measureStep } from './measure-step.ts'
import { BASE, HEAD, sessionOf, startClock } from './step-parts.ts'

/** What cannot be built, started or believed is skipped. */
export async function tryCommit(
  bisection: Bisection,
  { next, risk }: Extract<Stage, { kind: 'step' }>,
): Promise<Tried> {
  const { record, history } = bisection
  const { asked } = record
  const { commit } = next
  const label = history.find(({ id }) => id === commit)!.shortId
  const labels = { base: BASE, commit: label, head: HEAD }
  const read = (session: Session, hasEnded: boolean) =>
    readAnswer(session, asked.subject, labels, risk, hasEnded)
  const clock = startClock()
  const { session, failed, fileName } = await measureStep(bisection, {
    name: `${countTrials(record) + 2}-${label}`,
    targets: [
      targetOf(BASE, asked.base, asked),
      targetOf(label, commit, asked),
      targetOf(HEAD, asked.head, asked),
    ],
    mayFail: [label],
    isDecided: (soFar) =>
      doesWrong(soFar, asked.subject, label) || (isAtLook(soFar) && isTelling(read(soFar, false))),
    isDoubted: (ended) => isPassing(read(ended, true).reason),
  })
  const common = { kind: 'tried', commit, ...sessionOf(fileName), durationMs: clock() } as const
  if (session === undefined) return { ...common, answer: 'skip', ...failed!, units: 0, risk: 0 }
  const { isRead, ...reading } = read(session, true)
  return { ...common, ...reading, risk: isRead ? risk : 0 }
}

/** What no unit has recorded none will. */
function isTelling({ answer, reason }: Reading): boolean {
  return answer !== 'skip' || reason === 'not-recorded'
}
