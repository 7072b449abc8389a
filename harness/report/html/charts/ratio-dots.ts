// Every single comparison behind a verdict: a dot per round (or unit), a row per unit, and below them the interval that
// was read from them. Whether a change is real can be seen by how the dots of different restarts agree.
import { formatPercent, formatShare } from '../../../core/format.ts'
import type { Comparison } from '../../../judge/comparison.ts'
import type { Metric } from '../../../metrics/metric.ts'
import { describeRatio } from '../../change.ts'
import { median } from '../../../stats/quantile.ts'
import { legend } from '../builds.ts'
import type { Build } from '../builds.ts'
import { fix, markup } from '../markup.ts'
import type { Child, Html } from '../markup.ts'
import { BELOW, bottomOf, chart, figure, numbers, PLOT, thinned } from './frame.ts'
import { ratioTable } from './ratio-table.ts'
import { linear, ratioTicks } from './scale.ts'
import type { Scale } from './scale.ts'

/** Log ratios of a build to the baseline, by unit. */
export interface BuildRatios {
  readonly build: Build
  readonly units: ReadonlyMap<number, readonly number[]>
}

export interface RatioPlot {
  readonly comparison: Comparison
  readonly metric: Metric
  /** The candidate's ratios come first; those of a control, if there are any, show the noise. */
  readonly all: readonly BuildRatios[]
  /** Units measured after the look at which the verdict was read: drawn faintly, since they did not count. */
  readonly later: ReadonlySet<number>
}

const ROW = 22
/** Room for the interval under the units. */
const SUMMARY = 34

export function ratioDots(caption: Child, plot: RatioPlot): Html {
  const { comparison, metric, all, later } = plot
  const units = [...new Set(all.flatMap((one) => [...one.units.keys()]))].toSorted((a, b) => a - b)
  const height = PLOT.top + units.length * ROW + SUMMARY + BELOW
  const x = linear(domainOf(comparison, all), [PLOT.left, PLOT.right])
  const rowOf = (unit: number) => PLOT.top + (units.indexOf(unit) + 0.5) * ROW
  const summaryAt = bottomOf({ height }) - SUMMARY / 2
  const frame = {
    height,
    x: thinned(
      ratioTicks(x.domain).map(({ ratio, text }) => ({ at: x(Math.log(ratio)), text })),
      44,
    ),
    y: [
      ...units.map((unit) => ({ at: rowOf(unit), text: `unit ${unit}` })),
      ...(comparison.change === undefined ? [] : [{ at: summaryAt, text: 'all' }]),
    ],
    xName: [`← ${wordOf(metric, 0.5)}`, 'candidate / baseline', `${wordOf(metric, 2)} →`],
    grid: 'x',
  } as const
  const dots = all.map((one, index) => dotsOf(one, later, x, (unit) => rowOf(unit) + index * 5))
  return figure(
    caption,
    chart(describe(comparison, metric, units.length), frame, [
      margin(comparison, x, height),
      dots,
      interval(comparison, all[0]!.build, x, summaryAt),
    ]),
    all.length > 1 && legend(all.map(({ build }) => build)),
    numbers(ratioTable(all, units)),
  )
}

/** Everything that is drawn, and always the margin with "no change" in its middle. */
function domainOf(
  { change, marginRatio }: Comparison,
  all: readonly BuildRatios[],
): readonly [number, number] {
  const margin = Math.log1p(marginRatio) * 1.2
  const ends = change === undefined ? [] : [Math.log(change.low), Math.log(change.high)]
  const drawn = [...all.flatMap(({ units }) => [...units.values()].flat()), ...ends]
  const [low, high] = [Math.min(-margin, ...drawn), Math.max(margin, ...drawn)]
  const room = (high - low) * 0.04
  return [low - room, high + room]
}

function margin({ marginRatio }: Comparison, x: Scale, height: number): Html {
  const [from, to] = [x(-Math.log1p(marginRatio)), x(Math.log1p(marginRatio))]
  const bottom = bottomOf({ height })
  return markup`<rect class="margin" x="${fix(from)}" y="${PLOT.top}" width="${fix(to - from)}" height="${fix(bottom - PLOT.top)}"><title>margin ±${formatShare(marginRatio)}</title></rect><path class="none" d="M${fix(x(0))} ${PLOT.top}V${bottom}" /> `
}

/** One path per unit with round caps: ten thousand circles would make a page of megabytes. */
function dotsOf(
  { build, units }: BuildRatios,
  later: ReadonlySet<number>,
  x: Scale,
  yOf: (unit: number) => number,
): Html {
  const dots = [...units].map(([unit, logs]) => {
    const path = logs.map((log) => `M${fix(x(log))} ${fix(yOf(unit))}h.01`).join('')
    const typical = formatPercent(Math.expm1(median(logs)!))
    const what = logs.length > 1 ? `median of ${logs.length} rounds ${typical}` : typical
    return markup`<path class="sample ${build.line}${later.has(unit) && ' later'}" d="${path}"><title>${build.label}, unit ${unit}: ${what}</title></path>`
  })
  return markup`${dots}\n`
}

function interval({ change }: Comparison, build: Build, x: Scale, y: number): Child {
  if (change === undefined) return undefined
  const [low, value, high] = [change.low, change.value, change.high].map((one) =>
    fix(x(Math.log(one))),
  )
  return markup`<path class="rule" d="M${PLOT.left} ${fix(y - SUMMARY / 2)}H${PLOT.right}" /><path class="interval ${build.line}" d="M${low} ${fix(y)}H${high}M${low} ${fix(y - 6)}v12M${high} ${fix(y - 6)}v12"/><circle class="dot ${build.line}" cx="${value}" cy="${fix(y)}" r="5" /> `
}

function wordOf(metric: Metric, ratio: number): string {
  return describeRatio(ratio, metric).replace(/^\S+ /, '')
}

function describe({ change, candidate }: Comparison, metric: Metric, units: number): string {
  const what = `${metric.label} of ${candidate} over the baseline's, a row for each of ${units} units`
  if (change === undefined)
    return `${what}. There is no interval. All values are in the table below.`
  const [low, high] = [change.low, change.high].map((ratio) => describeRatio(ratio, metric))
  return `${what}. Together ${describeRatio(change.value, metric)}, between ${low} and ${high}. All values are in the table below.`
}
