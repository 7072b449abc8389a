// Latency by percentile, one curve per build. The percentile axis is logarithmic in what lies beyond, so that the slow
// tail, which users notice, gets as much room as the rest.
import { formatCount, formatDurationUs } from '../../../core/format.ts'
import { percentileUs } from '../../../metrics/percentile.ts'
import type { Histogram } from '../../../results/histogram.ts'
import { scrolling } from '../blocks.ts'
import { legend } from '../builds.ts'
import { fix, markup } from '../markup.ts'
import type { Child, Html } from '../markup.ts'
import { TOLD } from '../percentiles.ts'
import type { Latencies } from '../percentiles.ts'
import { bottomOf, chart, figure, numbers, PLOT } from './frame.ts'
import { linear, logarithmic, logTicks, niceLogDomain, tickTime } from './scale.ts'
import type { Scale } from './scale.ts'

const HEIGHT = 280
const PERCENT_TICKS = [0, 50, 90, 99, 99.9, 99.99]
/** Steps of a curve: a point every three pixels. */
const STEPS = 120
const DECADES = { least: 1, most: 4 }

export function percentileCurves(caption: Child, all: readonly Latencies[]): Html {
  const decades = Math.max(...all.map(({ histogram }) => decadesOf(histogram)))
  const x = linear([0, decades], [PLOT.left, PLOT.right])
  const values = all.flatMap(({ histogram }) => pointsOf(histogram).map(({ valueUs }) => valueUs))
  const y = logarithmic(niceLogDomain(values), [bottomOf({ height: HEIGHT }), PLOT.top])
  const frame = {
    height: HEIGHT,
    x: PERCENT_TICKS.filter((percent) => placeOf(percent) <= decades + 1e-9).map((percent) => ({
      at: x(placeOf(percent)),
      text: String(percent),
    })),
    y: logTicks(y.domain).map((tick) => ({ at: y(tick), text: tickTime(tick) })),
    xName: 'percentile of requests',
    grid: 'both',
  } as const
  return figure(
    caption,
    chart(
      describe(all),
      frame,
      all.map((one) => curve(one, x, y)),
    ),
    legend(all.map(({ build }) => build)),
    numbers(table(all)),
  )
}

/** 0 for the fastest request, then 1 more each time a tenth of the requests is left. */
function placeOf(percent: number): number {
  return -Math.log10(1 - percent / 100)
}

/** As far as one request is left beyond. */
function decadesOf({ totalCount }: Histogram): number {
  return Math.min(DECADES.most, Math.max(DECADES.least, Math.log10(totalCount)))
}

interface Point {
  readonly place: number
  readonly valueUs: number
}

/** To where one request is left; where requests are few the curve is a staircase, of which the corners are enough. */
function pointsOf(histogram: Histogram): readonly Point[] {
  const end = endOf(histogram)
  const all = Array.from({ length: STEPS + 1 }, (_, step) => {
    const place = (end * step) / STEPS
    return { place, valueUs: histogram.getValueAtPercentile(100 * (1 - 10 ** -place)) }
  })
  const isCorner = ({ valueUs }: Point, index: number) =>
    valueUs !== all[index - 1]?.valueUs || valueUs !== all[index + 1]?.valueUs
  return all.filter(isCorner)
}

/** The median is always shown. */
function endOf({ totalCount }: Histogram): number {
  return Math.min(DECADES.most, Math.max(placeOf(50), Math.log10(totalCount)))
}

function curve({ build, histogram }: Latencies, x: Scale, y: Scale): Html {
  const end = endOf(histogram)
  const points = pointsOf(histogram).map(
    ({ place, valueUs }) => `${fix(x(place))} ${fix(y(valueUs))}`,
  )
  const dots = TOLD.flatMap((percent) => {
    const valueUs = percentileUs(histogram, percent)
    if (valueUs === undefined || placeOf(percent) > end) return []
    const title = `${build.label}, p${percent}: ${formatDurationUs(valueUs)}`
    return markup`<circle class="dot ${build.line}" cx="${fix(x(placeOf(percent)))}" cy="${fix(y(valueUs))}" r="3.5"><title>${title}</title></circle>`
  })
  return markup`<path class="curve ${build.line} ${build.role}" d="M${points.join('L')}" />${dots} `
}

function describe(all: readonly Latencies[]): string {
  const medians = all.map(
    ({ build, histogram }) =>
      `${build.label} ${formatDurationUs(histogram.getValueAtPercentile(50))}`,
  )
  return `Latency by percentile, one curve per build. Medians: ${medians.join(', ')}. All values are in the table below.`
}

function table(all: readonly Latencies[]): Html {
  const head = TOLD.map((percent) => markup`<th scope="col" class="right">p${percent}</th>`)
  const rows = all.map(({ build, histogram }) => {
    const cells = TOLD.map((percent) => {
      const valueUs = percentileUs(histogram, percent)
      return markup`<td class="right">${valueUs === undefined ? '–' : formatDurationUs(valueUs)}</td>`
    })
    return markup`<tr>
<th scope="row">${build.label}</th>
<td class="right">${formatCount(histogram.totalCount)}</td>
${cells}
<td class="right">${formatDurationUs(histogram.maxValue)}</td>
</tr> `
  })
  return scrolling(
    'Latency by percentile',
    markup`<table>
<caption>
All rounds of all units together; – where too few requests were answered to tell.
</caption>
<thead>
<tr>
<th scope="col">Build</th>
<th scope="col" class="right">Requests</th>
${head}
<th scope="col" class="right">Slowest</th>
</tr>
</thead>
<tbody>
${rows}
</tbody>
</table>`,
  )
}
