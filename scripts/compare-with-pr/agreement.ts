// Whether our factor and the pull request's say the same: one plain rule, printed in the report.
import type { Verdict } from '../../harness/judge/comparison.ts'
import type { Estimate } from '../../harness/stats/estimate.ts'

export type Agreement = 'agrees' | 'same direction' | 'differs' | 'unclear' | 'not judged'

/** Times better, above 1 for better, with its interval; absent where the session gives none. */
export interface OurFactor {
  readonly factor: Estimate | undefined
  readonly verdict: Verdict
}

/** The pull request: "treat small deltas (<10%) as noise". */
const PR_NOISE = 1.1

/** As it stands in the report; `agreementOf` is the same in code. */
export const RULE: readonly string[] = [
  'agrees: the pull request’s factor lies within our interval; or both say that nothing changed, it by less than the 10 % that it calls noise itself, we by the verdict `same`',
  'same direction: its factor lies outside, but it is on the same side of 1 as our whole interval: better or worse in both, by another size',
  'differs: anything else',
  'unclear: our interval holds its factor, but no change as well: too wide to confirm anything',
  'not judged: the session gives no interval, or a build answered otherwise',
]

export function agreementOf(prFactor: number, { factor, verdict }: OurFactor): Agreement {
  if (verdict === 'invalid' || factor === undefined) return 'not judged'
  const { low, high } = factor
  const isSmall = prFactor < PR_NOISE && prFactor > 1 / PR_NOISE
  if (isSmall && verdict === 'same') return 'agrees'
  if (prFactor >= low && prFactor <= high)
    return low <= 1 && high >= 1 && verdict !== 'same' ? 'unclear' : 'agrees'
  const isSameSide = (prFactor > 1 && low > 1) || (prFactor < 1 && high < 1)
  return isSameSide ? 'same direction' : 'differs'
}

/** These need an explanation. */
export function isOther(agreement: Agreement): boolean {
  return agreement === 'same direction' || agreement === 'differs'
}
