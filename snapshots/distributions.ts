// Draws that come out the same on every machine: additions, multiplications, divisions and Math.floor only,
// which IEEE 754 fixes to the last bit. Math.exp, log, pow and sin are left out, because ECMAScript lets
// engines differ in their last bits, and one bit can move an event by a millisecond.

/** A stream of uniform numbers in [0, 1). The maker hands it in, so that this folder imports nothing. */
export type Random = () => number

export type CreateRandom = (seed: string) => Random

/** A whole number from 0 to `below` - 1. */
export function drawBelow(random: Random, below: number): number {
  return Math.floor(random() * below)
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[drawBelow(random, items.length)]!
}

/** Heavy-tailed: a few draws are hundreds of times the median. One standard deviation is `doublings` of it. */
export function drawLognormal(random: Random, median: number, doublings: number): number {
  return median * exp2(drawNormal(random) * doublings)
}

/** Irwin–Hall: the sum of twelve uniforms less six has mean 0 and variance 1, and ends at ±6. */
function drawNormal(random: Random): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random()
  return sum
}

/** 2^x: the whole part by doubling or halving, which is exact, the rest from the table. */
function exp2(x: number): number {
  const whole = Math.floor(x)
  const position = (x - whole) * 16
  const below = EXP2_SIXTEENTHS[Math.floor(position)]!
  const above = EXP2_SIXTEENTHS[Math.floor(position) + 1]!
  let value = below + (above - below) * (position - Math.floor(position))
  for (let i = 0; i < whole; i++) value *= 2
  for (let i = 0; i > whole; i--) value /= 2
  return value
}

/** 2^(k/16) for k = 0 … 16; between them a straight line is at most 0.03 % off. */
const EXP2_SIXTEENTHS = [
  1,
  1.04427378,
  1.09050773,
  1.13878863,
  1.18920712,
  1.24185781,
  1.29683955,
  1.35425555,
  Math.SQRT2,
  1.47682615,
  1.54221083,
  1.61049033,
  1.68179283,
  1.75625216,
  1.83400809,
  1.91520656,
  2,
]

/** Draws ranks 0 … `ranks` - 1, each with a weight of 1 / (rank + flatness): Zipf's law with a blunted top. */
export function openZipf(ranks: number, flatness: number): (random: Random) => number {
  const cumulated: number[] = []
  let total = 0
  for (let rank = 0; rank < ranks; rank++) {
    // Whole weights, so that the sums are exact.
    total += Math.floor(1_073_741_824 / (rank + flatness))
    cumulated.push(total)
  }
  return (random) => firstAbove(cumulated, drawBelow(random, total))
}

/** Binary search for the first entry above `value`. */
function firstAbove(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Shares `total` out by weight so that the shares sum to exactly `total`: the differences of the rounded
 * running sums.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  let running = 0
  let given = 0
  return weights.map((weight, index) => {
    running += weight
    const upTo = index === weights.length - 1 ? total : Math.round((total * running) / sum)
    const share = upTo - given
    given = upTo
    return share
  })
}
