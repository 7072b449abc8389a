// Charts as Mermaid draws them on GitHub. Not as an xychart, whose bars start left of its zero, have no legend and no
// values, but as a gantt diagram: bars from a true zero, in named groups, each with its value beside it. What takes
// time there is a length here: with `dateFormat x` a bar is an interval of the milliseconds since 1970, with
// `axisFormat %s` its axis counts seconds, so that one unit of the axis is 1000 of those.
import type { Unit } from '../../core/format.ts'
import type { Chart } from '../block.ts'
import { groupsOf, longestOf } from '../chart-bars.ts'
import type { Bar, BarGroup } from '../chart-bars.ts'
import { displayWidth, toOneLine, truncate } from '../display-width.ts'

/** Longer names of groups would leave too little room for the bars. */
const LABEL_MAX = 40
const LABEL_PX = 6
const TICKS_ABOUT = 6

/** Axis units from small to large, with their size in the chart's unit. */
const AXES: Readonly<Record<Unit, readonly (readonly [name: string, size: number])[]>> = {
  us: [
    ['µs', 1],
    ['ms', 1e3],
    ['s', 1e6],
  ],
  ms: [
    ['µs', 1e-3],
    ['ms', 1],
    ['s', 1e3],
  ],
  perSecond: [['per second', 1]],
  bytes: [
    ['B', 1],
    ['kB', 1e3],
    ['MB', 1e6],
    ['GB', 1e9],
  ],
  count: [['', 1]],
}

export function renderMermaid(chart: Chart): string {
  const groups = groupsOf(chart).map(withShortLabel)
  const { name, size, longest } = axisOf(chart, longestOf(groups))
  return [
    `%%{init: ${JSON.stringify({ gantt: layoutOf(groups) })}}%%`,
    'gantt',
    `    title ${plain(chart.title)}`,
    '    dateFormat x',
    `    axisFormat %s ${name}`.trimEnd(),
    `    tickInterval ${tickStep(longest) * 1000}millisecond`,
    '    todayMarker off',
    ...groups.flatMap(({ label, bars }) =>
      [`    section ${label}`].concat(bars.map((bar) => renderBar(bar, size))),
    ),
  ].join('\n')
}

/** The value comes first: a line that begins with a number is never taken for a keyword. */
function renderBar({ name, text, length }: Bar, size: number): string {
  return `    ${text} ${plain(name)} :0, ${Math.round((length / size) * 1000)}`
}

/** A per cent sign in the format would begin a comment; the title says it. */
function axisOf({ scale, unit }: Chart, longest: number) {
  if (scale === 'first') return { name: '', size: 1, longest }
  const axes = AXES[unit]
  const [name, size] = axes.findLast(([, each]) => longest / each >= TICKS_ABOUT) ?? axes[0]!
  return { name, size, longest: longest / size }
}

/** 1, 2 or 5 times a power of ten, in whole units. */
function tickStep(longest: number): number {
  const rough = Math.max(1, longest / TICKS_ABOUT)
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 5].find((step) => step * power >= rough) ?? 10)
}

function layoutOf(groups: readonly BarGroup[]) {
  const widest = Math.max(...groups.map(({ label }) => displayWidth(label)))
  return { leftPadding: Math.round(30 + widest * LABEL_PX), barHeight: 16, barGap: 3, fontSize: 11 }
}

function withShortLabel({ label, bars }: BarGroup): BarGroup {
  return { label: truncate(plain(label), LABEL_MAX), bars }
}

/** Colons end a name, semicolons a line; hashes and per cent signs begin comments. */
function plain(text: string): string {
  const cleaned = toOneLine(text)
    .replaceAll(/[:;#]/g, ' ')
    .replaceAll(/%+/g, '%')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return cleaned === '' ? '–' : cleaned
}
