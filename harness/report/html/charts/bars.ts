// The chart that all formats share: groups of bars from a true zero, each with its value beside it.
import type { Chart } from '../../block.ts'
import { groupsOf, longestOf, saysSomething } from '../../chart-bars.ts'
import type { BarGroup } from '../../chart-bars.ts'
import { fix, markup } from '../markup.ts'
import type { Html } from '../markup.ts'
import { WIDTH } from './frame.ts'

const BAR = 15
const STEP = 19
const HEAD = 22
/** Room for a name on the left and a value on the right of the bars. */
const NAMES = 96
const VALUES = 74

/** Of one colour, since bars are named and need not be builds. The numbers stand in a table of the same section. */
export function barChart(chart: Chart): Html {
  if (!saysSomething(chart)) return markup``
  const groups = groupsOf(chart)
  const longest = longestOf(groups)
  let top = 0
  const drawn = groups.map((group) => {
    const at = top
    top += HEAD + group.bars.length * STEP
    return renderGroup(group, at, longest)
  })
  return markup`<figure>
<figcaption><h4>${chart.title}</h4></figcaption>
<svg class="chart" viewBox="0 0 ${WIDTH} ${top + 4}" role="img" aria-label="${describe(chart.title, groups)}">
${drawn}</svg>
</figure>\n`
}

function renderGroup({ label, bars }: BarGroup, top: number, longest: number): Html {
  const drawn = bars.map(({ name, text, length }, index) => {
    const y = top + HEAD + index * STEP
    const width = Math.max(1, (length / longest) * (WIDTH - NAMES - VALUES))
    return markup`<text class="end" x="${NAMES - 8}" y="${y + 12}">${name}</text><rect class="bar" x="${NAMES}" y="${y}" width="${fix(width)}" height="${BAR}"/><text x="${fix(NAMES + width + 6)}" y="${y + 12}">${text}</text>\n`
  })
  return markup`<text class="group" x="0" y="${top + 15}">${label}</text>${drawn}`
}

function describe(title: string, groups: readonly BarGroup[]): string {
  const told = groups.map(
    ({ label, bars }) => `${label}: ${bars.map(({ name, text }) => `${name} ${text}`).join(', ')}`,
  )
  return `${title}. ${told.join('; ')}.`
}
