// The bars of a chart, group by group: what every format draws, however it draws.
import { formatQuantity } from '../core/format.ts'
import type { Chart } from './block.ts'

export interface Bar {
  readonly name: string
  /** The value with its unit. */
  readonly text: string
  /** Length from zero: in the chart's unit, or in per cent of the group's first bar. */
  readonly length: number
}

export interface BarGroup {
  readonly label: string
  readonly bars: readonly Bar[]
}

/** Groups without a bar are left out, as are, in charts relative to the first bar, groups without that one. */
export function groupsOf({ labels, series, scale, unit }: Chart): readonly BarGroup[] {
  return labels
    .map((label, index) => {
      const first = series[0]?.values[index]
      const whole = scale === 'first' ? first : 100
      const bars = series.flatMap(({ name, values }): readonly Bar[] => {
        const value = values[index]
        if (value === undefined || whole === undefined || whole <= 0) return []
        return [{ name, text: formatQuantity(value, unit), length: (value / whole) * 100 }]
      })
      return { label, bars }
    })
    .filter(({ bars }) => bars.length > 0)
}

/** A single bar compares nothing, and bars without length show nothing. */
export function saysSomething(chart: Chart): boolean {
  const groups = groupsOf(chart)
  const most = Math.max(0, ...groups.map(({ bars }) => bars.length))
  return groups.length > 0 && (most > 1 || groups.length > 1) && longestOf(groups) > 0
}

export function longestOf(groups: readonly BarGroup[]): number {
  return Math.max(0, ...groups.flatMap(({ bars }) => bars.map(({ length }) => length)))
}
