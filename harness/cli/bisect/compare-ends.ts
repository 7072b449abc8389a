// The first step: whether there is anything to search for.
import { readPair } from '../../bisect/pair.ts'
import type { PairReading } from '../../bisect/pair.ts'
import type { Ends } from '../../bisect/record.ts'
import { doesWrong } from '../../bisect/wrong-answers.ts'
import { EXIT, MeasurementError, TargetError } from '../../core/errors.ts'
import type { Session } from '../../results/schema.ts'
import { targetOf } from './bisection.ts'
import type { Bisection } from './bisection.ts'
import { measureStep } from './measure-step.ts'
import { BASE, HEAD, isPairDecided, questionOf, sessionOf, startClock } from './step-parts.ts'

/** Rejects when the ends cannot be compared: then there is nothing to search by, and resuming compares them anew. */
export async function compareEnds(bisection: Bisection, risk: number): Promise<Ends> {
  const { asked } = bisection.record
  const clock = startClock()
  const question = questionOf(bisection, BASE, HEAD, risk)
  const { session, fileName } = await measureStep(bisection, {
    name: '1-ends',
    targets: [targetOf(BASE, asked.base, asked), targetOf(HEAD, asked.head, asked)],
    mayFail: [],
    isDecided: (soFar) => isPairDecided(bisection, soFar, question),
    isDoubted: (ended) => readPair(ended, asked.subject, question, true).verdict === 'invalid',
  })
  const reading = readPair(session!, asked.subject, question, true)
  if (reading.verdict === 'invalid') throw whyInvalid(bisection, session!, reading)
  return { kind: 'ends', ...reading, risk, ...sessionOf(fileName), durationMs: clock() }
}

function whyInvalid({ record }: Bisection, session: Session, { because }: PairReading): Error {
  const { subject } = record.asked
  const isWrong = [BASE, HEAD].some((label) => doesWrong(session, subject, label))
  const text = `Expected base and head to be comparable in ${subject.scenario}, but they are not: ${because}`
  return isWrong
    ? new TargetError(text, { exitCode: EXIT.wrongAnswers })
    : new MeasurementError(text)
}
