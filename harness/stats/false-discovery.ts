// Which of many findings stand when a few false ones among many true ones are acceptable, and their share is what has to
// stay small (Benjamini & Hochberg 1995, Controlling the false discovery rate, J. R. Stat. Soc. B 57, 289–300).

/**
 * Adjusted p-values in the order given: p_(i) · m / i, made monotone from the largest down. Rejecting where they are at
 * most q keeps the expected share of false ones among the rejected at q; where nothing is true, any rejection at all has
 * that risk.
 */
export function falseDiscoveryAdjusted(pValues: readonly number[]): number[] {
  const count = pValues.length
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!)
  const adjusted = pValues.map(() => 1)
  let lowest = 1
  for (let place = count; place >= 1; place--) {
    const index = order[place - 1]!
    lowest = Math.min(lowest, (pValues[index]! * count) / place)
    adjusted[index] = lowest
  }
  return adjusted
}

/** The p-value that one more finding would have needed, beside those that stand. */
export function nextThreshold(adjusted: readonly number[], rate: number): number {
  const standing = adjusted.filter((p) => p <= rate).length
  return (rate * Math.min(adjusted.length, standing + 1)) / adjusted.length
}
