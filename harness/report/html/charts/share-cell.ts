// A share with its interval, small enough for a cell: the box is the whole change, left of it a step worked against it.
import type { Range } from '../../../stats/ratio-of-means.ts'
import { fix, markup } from '../markup.ts'
import type { Html } from '../markup.ts'

const WIDTH = 96
const HEIGHT = 12
/** In per cent; what lies beyond is drawn at the edge, and its number stands below. */
const DOMAIN = { low: -30, high: 130 }

/** In per cent of the whole change. */
export function shareCell({ value, low, high }: Range): Html {
  const middle = HEIGHT / 2
  return markup`<svg class="cell share" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
<rect class="margin" x="${at(0)}" y="1" width="${fix(at(100) - at(0))}" height="${HEIGHT - 2}"/>
<path class="none" d="M${at(0)} 0v${HEIGHT}" />
<path class="interval" d="M${at(low)} ${middle}H${at(high)}" />
<circle cx="${at(value)}" cy="${middle}" r="3.5" />
</svg>`
}

function at(share: number): number {
  const inside = Math.min(DOMAIN.high, Math.max(DOMAIN.low, share))
  return fix(4 + ((inside - DOMAIN.low) / (DOMAIN.high - DOMAIN.low)) * (WIDTH - 8))
}
