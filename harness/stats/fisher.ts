// Fisher's exact test, one-sided: are successes on the first side clearly more frequent than on the second?

/**
 * P(at least `hits` of `trials` | all hits fell at random on the trials of either side): the upper tail of the
 * hypergeometric distribution.
 */
export function fisherGreater(
  hits: number,
  trials: number,
  otherHits: number,
  otherTrials: number,
): number {
  const allHits = hits + otherHits
  const ways = logChoose(trials + otherTrials, allHits)
  let p = 0
  for (let k = hits; k <= Math.min(trials, allHits); k++)
    if (allHits - k <= otherTrials)
      p += Math.exp(logChoose(trials, k) + logChoose(otherTrials, allHits - k) - ways)
  return Math.min(1, p)
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

function logFactorial(n: number): number {
  let sum = 0
  for (let factor = 2; factor <= n; factor++) sum += Math.log(factor)
  return sum
}
