// Who waits for whom: every request as a line from when it was due to when its answer was there, over the requests of
// the background, shaded. Where requests wait for a query, their lines all end where its shade does.
import { formatDurationUs } from '../../../core/format.ts'
import { fix, markup } from '../markup.ts'
import type { Child, Html } from '../markup.ts'
import { median } from '../../../stats/quantile.ts'
import type { Timeline } from '../../../results/schema.ts'
import { eventsOf } from '../timelines.ts'
import type { Lane, NamedTimeline } from '../timelines.ts'
import { bottomOf, chart, figure, numbers, PLOT } from './frame.ts'
import { linear, linearTicks } from './scale.ts'
import type { Scale } from './scale.ts'
import { waitingTable } from './waiting-table.ts'

const HEIGHT = 240
/** A strip above the plot in which the requests of the background lie as bars. */
const STRIP = 16
const TOP = PLOT.top + STRIP + 6

/** One picture per build, all on the same axes. */
export function waitingCharts(caption: Child, lanes: readonly Lane[]): Html {
  const endMs = Math.max(...lanes.flatMap(({ measured }) => measured.map(endOf)), 1)
  const x = linear([0, endMs / 1000], [PLOT.left, PLOT.right])
  const pictures = lanes.map((lane) => markup`<div class="lane">${waitingChart(lane, x)}</div> `)
  return figure(
    caption,
    markup`<div class="lanes">${pictures}</div> `,
    keyOf(lanes),
    numbers(waitingTable(lanes), 'Numbers, request by request'),
  )
}

const endOf = ({ timeline: { atMs, tookMs, missedAtMs = [] } }: NamedTimeline) =>
  Math.max(0, ...atMs.map((at, index) => at + tookMs[index]!), ...missedAtMs)

function waitingChart(lane: Lane, x: Scale): Html {
  const bottom = bottomOf({ height: HEIGHT })
  const rows = Math.max(...lane.measured.map(({ timeline }) => countOf(timeline)), 1)
  const y = linear([0, rows], [TOP, bottom])
  const frame = {
    height: HEIGHT,
    x: linearTicks(x.domain, 5).map((tick) => ({ at: x(tick), text: `${tick} s` })),
    y: [
      { at: y(0.5), text: 'first' },
      { at: y(rows - 0.5), text: 'last' },
    ],
    xName: 'time since the slice began',
    grid: 'x',
  } as const
  const tooks = lane.measured.flatMap(({ timeline }) => timeline.tookMs)
  const title = markup`<h5>
<svg class="key" viewBox="0 0 28 10" aria-hidden="true">
<path class="${lane.build.line}" d="M1 5H27" /></svg>${lane.build.label} <span>${describeWaits(tooks)}</span>
</h5>`
  const label = `Requests of ${lane.build.label} over time. ${describeWaits(tooks)}. All values are in the table below.`
  const content = [
    lane.background.map((one) => shades(one, x, bottom)),
    markup`<g stroke-width="${fix(Math.min(6, Math.max(1.5, (y(1) - y(0)) * 0.6)))}">${lane.measured.map(({ timeline }) => waits(timeline, lane.build.line, x, y))}</g>`,
  ]
  return markup`${title}${chart(label, frame, content)}`
}

function describeWaits(tooksMs: readonly number[]): string {
  if (tooksMs.length === 0) return 'No request was answered'
  const [typical, longest] = [median(tooksMs)!, Math.max(...tooksMs)]
  return `median ${formatDurationUs(typical * 1000)}, longest ${formatDurationUs(longest * 1000)}`
}

const countOf = ({ atMs, missedAtMs = [], failedAtMs = [] }: Timeline) =>
  atMs.length + missedAtMs.length + failedAtMs.length

/** A bar in the strip, and its shade over the whole plot; what goes on beyond the plot ends at its edge. */
function shades(
  { load, timeline: { atMs, tookMs } }: NamedTimeline,
  x: Scale,
  bottom: number,
): Html {
  const bars = atMs.flatMap((at, index) => {
    const [from, to] = [x(at / 1000), x((at + tookMs[index]!) / 1000)]
    if (from >= PLOT.right) return []
    const width = fix(Math.max(1, Math.min(to, PLOT.right) - from - 1))
    const title = `${load}: ${formatDurationUs(tookMs[index]! * 1000)}, from ${fix(at)} ms`
    return markup`<rect class="shade" x="${fix(from)}" y="${TOP - 6}" width="${width}" height="${fix(bottom - TOP + 6)}"/><rect class="busy" x="${fix(from)}" y="${PLOT.top}" width="${width}" height="${STRIP}" rx="2"><title>${title}</title></rect>`
  })
  return markup`${bars} `
}

function waits(timeline: Timeline, line: string, x: Scale, y: Scale): Html {
  const drawn = eventsOf(timeline).map(({ atMs, kind, tookMs }, index) => {
    const [from, row] = [fix(x(atMs / 1000)), fix(y(index + 0.5))]
    if (tookMs === undefined)
      return markup`<path class="lost" d="M${from - 3} ${row - 3}l6 6m0-6l-6 6"><title>${kind}, due at ${fix(atMs)} ms</title></path>`
    const title = `due at ${fix(atMs)} ms, answered after ${formatDurationUs(tookMs * 1000)}`
    return markup`<path class="wait ${line}" d="M${from} ${row}H${fix(x((atMs + tookMs) / 1000))}"><title>${title}</title></path>`
  })
  return markup`${drawn} `
}

function keyOf(lanes: readonly Lane[]): Html {
  const background = [...new Set(lanes.flatMap((lane) => lane.background.map(({ load }) => load)))]
  const hasLost = lanes.some(({ measured }) =>
    measured.some(({ timeline }) => timeline.missedAtMs ?? timeline.failedAtMs),
  )
  return markup`<ul class="legend">
<li>
<svg class="key" viewBox="0 0 28 10" aria-hidden="true">
<path class="wait line-0" d="M3 5H25" /></svg>from due to answered
</li>
${background.map(
  (load) =>
    markup`<li>
<svg class="key" viewBox="0 0 28 10" aria-hidden="true">
<rect class="busy" width="28" height="10" rx="2" /></svg>${load} running
</li>`,
)}${
    hasLost &&
    markup`<li>
<svg class="key" viewBox="0 0 28 10" aria-hidden="true">
<path class="lost" d="M11 2l6 6m0-6l-6 6" /></svg>missed or failed
</li>`
  }
</ul> `
}
