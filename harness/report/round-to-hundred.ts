// Percentages that a reader may add up.

/** Largest remainders: whole numbers that still add to 100, each less than 1 away from its share. */
export function roundToHundred(shares: readonly number[]): readonly number[] {
  const floors = shares.map(Math.floor)
  const missing = Math.round(100 - floors.reduce((sum, share) => sum + share, 0))
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder)
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index))
  return floors.map((share, index) => share + (raised.has(index) ? 1 : 0))
}
