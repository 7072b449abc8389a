// Charts as lines of block characters, the value behind each bar.
import type { Chart } from '../block.ts'
import { groupsOf, longestOf } from '../chart-bars.ts'
import type { Bar } from '../chart-bars.ts'
import { displayWidth, pad, toOneLine, truncate } from '../display-width.ts'
import { wrap } from './spans.ts'
import type { TerminalOptions } from './spans.ts'

const NAME_MAX = 16
const BAR_MAX = 40
const INDENT = '  '

export function renderChart(chart: Chart, options: TerminalOptions): readonly string[] {
  const groups = groupsOf(chart)
  const bars = groups.flatMap((group) => group.bars)
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth))
  const name = Math.min(NAME_MAX, widest(bars.map((bar) => toOneLine(bar.name))))
  const value = widest(bars.map(({ text }) => text))
  const room = Math.min(BAR_MAX, options.width - INDENT.length - name - value - 2)
  const longest = longestOf(groups)
  const line = (bar: Bar) => {
    const lead = INDENT + pad(truncate(toOneLine(bar.name), name), name, 'left')
    const drawn = drawBar(bar.length / longest, room)
    return `${lead} ${drawn}${drawn === '' ? '' : ' '}${bar.text}`
  }
  return [
    ...wrap(chart.title, '', 'dim', options),
    ...groups.flatMap((group) =>
      [truncate(toOneLine(group.label), options.width)].concat(group.bars.map(line)),
    ),
  ]
}

/** What is there is seen, however short. */
function drawBar(share: number, room: number): string {
  if (!(share > 0) || room < 1) return ''
  const cells = Math.round(share * room)
  return cells === 0 ? '▏' : '█'.repeat(cells)
}
