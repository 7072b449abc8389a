// A step of the search: one commit between both ends, in the same rounds.
import type { Stage } from '../../bisect/progress.ts'
import { answersWrongly, isAtLook, readAnswer } from '../../bisect/reading.ts'
import type { Tried } from '../../bisect/record.ts'
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
  const { asked, tried } = record
  const { commit } = next
  const label = history.find(({ id }) => id === commit)!.shortId
  const labels = { base: BASE, commit: label, head: HEAD }
  const clock = startClock()
  const { session, failed, fileName } = await measureStep(bisection, {
    name: `${tried.length + 2}-${label}`,
    targets: [
      targetOf(BASE, asked.base, asked),
      targetOf(label, commit, asked),
      targetOf(HEAD, asked.head, asked),
    ],
    mayFail: [label],
    isDecided: (soFar) =>
      answersWrongly(soFar, asked.subject, label) ||
      (isAtLook(soFar) && readAnswer(soFar, asked.subject, labels, risk, false).answer !== 'skip'),
    isDoubted: () => false,
  })
  const common = { kind: 'tried', commit, ...sessionOf(fileName), durationMs: clock() } as const
  if (session === undefined)
    return { ...common, answer: 'skip', because: failed!, units: 0, risk: 0 }
  const { isRead, ...reading } = readAnswer(session, asked.subject, labels, risk, true)
  return { ...common, ...reading, risk: isRead ? risk : 0 }
}
