// How much risk of a wrong answer each step may take, so that all of them together stay below the error level. The sum
// of the risks bounds the whole, whatever the steps have in common (Bonferroni), and no step is dearer than the rest.
import type { Trial } from './search.ts'

/** Risk that the commit that is named is the wrong one, or that one is named though head is not slower. */
export const ERROR_LEVEL = 0.05

/** Answers that a search among so many commits takes when each one halves it. */
export function answersNeeded(commits: number): number {
  return Math.ceil(Math.log2(commits))
}

/** The comparison of the two ends is as dear as one answer: level / (⌈log2 n⌉ + 1). */
export function riskOfEnds(commits: number, level: number = ERROR_LEVEL): number {
  return level / (answersNeeded(commits) + 1)
}

/**
 * What is unspent, divided by the answers that are still needed after the worse answer, this one included. With even
 * halves that is level / (⌈log2 n⌉ + 1) for every step; where skipped commits or merges make halves uneven, the
 * further steps get a smaller share and the sum stays.
 */
export function riskOfStep({ candidates, ifChanged }: Trial, unspent: number): number {
  const worst = Math.max(ifChanged, candidates - ifChanged)
  return unspent / (1 + answersNeeded(worst))
}
