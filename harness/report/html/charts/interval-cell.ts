// A change with its interval, small enough for a cell of a table.
import type { Comparison } from '../../../judge/comparison.ts'
import { towardsWorse } from '../../../judge/verdict.ts'
import type { Metric } from '../../../metrics/metric.ts'
import { fix, markup } from '../markup.ts'
import type { Html } from '../markup.ts'

const WIDTH = 132
const HEIGHT = 22
/** Linear up to about this change, logarithmic beyond: ±5 % and 1,000× both have to be seen. */
const BEND = Math.log1p(0.05)
const MOST = squeezed(Math.log(3000))

/** Better to the left for every metric; the verdict beside it says the same in words. */
export function intervalCell(comparison: Comparison, metric: Metric): Html | string {
  const { change, marginRatio } = comparison
  if (change === undefined) return '–'
  const logs = { ...change, value: ln(change.value), low: ln(change.low), high: ln(change.high) }
  const { value, low, high } = towardsWorse(logs, metric.better)
  const margin = Math.log1p(marginRatio)
  const middle = HEIGHT / 2
  return markup`<svg class="cell ${comparison.verdict}"
viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
<rect class="margin" x="${at(-margin)}" y="1" width="${fix(at(margin) - at(-margin))}" height="${HEIGHT - 2}"/>
<path class="none" d="M${at(0)} 1v${HEIGHT - 2}" />
<path class="interval" d="M${at(low)} ${middle}H${at(high)}" />
<circle cx="${at(value)}" cy="${middle}" r="4" />
</svg>`
}

const ln = Math.log

function squeezed(log: number): number {
  return Math.asinh(log / BEND)
}

function at(log: number): number {
  const share = Math.min(1, Math.max(-1, squeezed(log) / MOST))
  return fix(WIDTH / 2 + share * (WIDTH / 2 - 6))
}
