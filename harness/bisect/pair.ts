// Two builds against each other, as `compare` judges them: the ends before the search, and what is named after it.
import { judgeAtLooks } from '../judge/at-looks.ts'
import { doubtsAbout } from '../judge/doubts.ts'
import { fillSettings } from '../judge/settings.ts'
import type { Comparison, Verdict } from '../judge/comparison.ts'
import { LIFE_CYCLE } from '../metrics/series.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session } from '../results/schema.ts'
import type { Estimate } from '../stats/estimate.ts'
import type { Reason } from './reason.ts'
import type { Subject } from './subject.ts'
import { findWrong } from './wrong-answers.ts'

export interface PairReading {
  readonly verdict: Verdict
  /** Why there is none. */
  readonly reason?: Reason
  /** The same in one sentence. */
  readonly because?: string
  /** `after` / `before` as a ratio. */
  readonly change?: Estimate
  /** The margin that it was held against: wider than the one asked for where the metric's floor is. */
  readonly marginRatio?: number
  readonly units: number
}

export interface PairQuestion {
  readonly before: string
  readonly after: string
  /** Risk that a verdict is wrong in one direction. */
  readonly risk: number
  /** Instead of the metric's own. */
  readonly marginRatio?: number | undefined
}

export function readPair(
  session: Session,
  subject: Subject,
  question: PairQuestion,
  hasEnded: boolean,
): PairReading {
  const { before, after, risk, marginRatio } = question
  const units = completeUnits(session).length
  const wrong = findWrong(session, subject, [before, after])
  if (wrong !== undefined) return { verdict: 'invalid', reason: 'wrong', because: wrong, units }
  const settings = fillSettings(session, {
    confidence: 1 - 2 * risk,
    ...(marginRatio !== undefined && { marginRatios: { [subject.metric]: marginRatio } }),
  })
  const [doubt] = hasEnded ? doubtsAbout(session, 1, settings) : []
  const { comparisons } = judgeAtLooks(session, settings, hasEnded)
  const found = comparisons.find((each) => isAbout(each, subject) && each.candidate === after)
  if (found === undefined) return { verdict: 'unclear', ...NOT_RECORDED, units }
  const { verdict, change, marginRatio: margin, look = units } = found
  const measured = { ...(change !== undefined && { change, marginRatio: margin }), units: look }
  if (doubt !== undefined)
    return { verdict: 'invalid', reason: 'busy', because: doubt, ...measured }
  return { verdict, ...measured }
}

const NOT_RECORDED = {
  reason: 'not-recorded',
  because: 'The metric was not recorded in both builds.',
} as const

function isAbout({ scenario, load, metric }: Comparison, subject: Subject): boolean {
  if (metric !== subject.metric) return false
  return scenario === LIFE_CYCLE || (scenario === subject.scenario && load === subject.load)
}
