// What the steps of a bisection have in common.
import { readPair } from '../../bisect/pair.ts'
import type { PairQuestion } from '../../bisect/pair.ts'
import { isAtLook } from '../../bisect/reading.ts'
import { doesWrong } from '../../bisect/wrong-answers.ts'
import type { Session } from '../../results/schema.ts'
import type { Bisection } from './bisection.ts'

/** Labels of the ends in every session. */
export const BASE = 'base'
export const HEAD = 'head'

export function questionOf(
  { record }: Bisection,
  before: string,
  after: string,
  risk: number,
): PairQuestion {
  return { before, after, risk, marginRatio: record.asked.marginRatio }
}

/** Asked after every unit. */
export function isPairDecided(
  { record }: Bisection,
  soFar: Session,
  question: PairQuestion,
): boolean {
  const { subject } = record.asked
  if ([question.before, question.after].some((label) => doesWrong(soFar, subject, label)))
    return true
  return isAtLook(soFar) && readPair(soFar, subject, question, false).verdict !== 'unclear'
}

/** A line of the record names the session file only where there is one. */
export const sessionOf = (fileName: string | undefined) =>
  fileName === undefined ? {} : { session: fileName }

/** Whole milliseconds since now. */
export function startClock(): () => number {
  const startMs = performance.now()
  return () => Math.round(performance.now() - startMs)
}
