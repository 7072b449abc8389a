// The own time of one function in several builds: bars one below the other, on the axis of its table.
import type { Build } from '../builds.ts'
import { fix, markup } from '../markup.ts'
import type { Html } from '../markup.ts'

const WIDTH = 240
const BAR = 7
const STEP = 10

/** Values in the order of the builds; the numbers stand beside the bars. */
export function ownTimeBars(
  valuesUs: readonly (number | undefined)[],
  builds: readonly Build[],
  longestUs: number,
): Html {
  const bars = valuesUs.map((us = 0, index) => {
    const width = longestUs > 0 ? (us / longestUs) * WIDTH : 0
    return markup`<rect class="${builds[index]!.line}" x="0" y="${index * STEP + 1}" width="${fix(width)}" height="${BAR}"/>`
  })
  return markup`<svg class="own-time" viewBox="0 0 ${WIDTH} ${valuesUs.length * STEP}" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`
}
