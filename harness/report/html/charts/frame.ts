// What every chart has: a box with axes, ticks and names, drawn so that it can be read on a phone and in print. Colours
// come from classes, so that they follow the theme.
import { fix, markup } from '../markup.ts'
import type { Child, Html } from '../markup.ts'

/** In units of the drawing; on the page it is as wide as its column. */
export const WIDTH = 440
/** On the right there is room for half the text of a tick at the very end, on a phone, too. */
export const PLOT = { left: 62, right: WIDTH - 24, top: 12 }
export const BELOW = 42

export interface Tick {
  readonly at: number
  readonly text: string
}

export interface Frame {
  readonly height: number
  readonly x: readonly Tick[]
  readonly y: readonly Tick[]
  /** In the middle, or at both ends and in the middle. */
  readonly xName: string | readonly [left: string, middle: string, right: string]
  /** Lines across the plot at the ticks of an axis. */
  readonly grid: 'x' | 'y' | 'both'
}

export const bottomOf = ({ height }: Pick<Frame, 'height'>) => height - BELOW

/** `label` is what the picture says to those who do not see it. */
export function chart(label: string, frame: Frame, content: Child): Html {
  const { height, x, y, xName, grid } = frame
  const bottom = bottomOf(frame)
  const rows = y.map(({ at, text }) => [
    grid !== 'x' && markup`<path class="grid" d="M${PLOT.left} ${fix(at)}H${PLOT.right}" />`,
    markup`<text class="tick end" x="${PLOT.left - 7}" y="${fix(at + 4)}">${text}</text>`,
  ])
  const columns = x.map(({ at, text }) => [
    grid !== 'y' && markup`<path class="grid" d="M${fix(at)} ${PLOT.top}V${bottom}" />`,
    markup`<path class="axis" d="M${fix(at)} ${bottom}v4" />`,
    markup`<text class="tick middle" x="${fix(at)}" y="${bottom + 17}">${text}</text>`,
  ])
  const names = nameTexts(xName, height - 5)
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
${rows}${columns}
<path class="axis" d="M${PLOT.left} ${bottom}H${PLOT.right}" />
${content}${names}
</svg> `
}

function nameTexts(name: Frame['xName'], y: number): Html {
  const [left, middle, right] = typeof name === 'string' ? ['', name, ''] : name
  return markup`<text x="${PLOT.left}" y="${y}">${left}</text><text class="middle" x="${(PLOT.left + PLOT.right) / 2}" y="${y}">${middle}</text><text class="end" x="${PLOT.right}" y="${y}">${right}</text>`
}

/** A picture with its caption, what its lines are, and its numbers. */
export function figure(caption: Child, ...parts: readonly Child[]): Html {
  return markup`<figure>
<figcaption>${caption}</figcaption>
${parts}
</figure> `
}

export function numbers(table: Html, what = 'Numbers'): Html {
  return markup`<details class="numbers">
<summary>${what}</summary>
${table}
</details> `
}

/** Leaves out ticks whose texts would touch the one before; `space` is the width of a text. */
export function thinned(ticks: readonly Tick[], space: number): readonly Tick[] {
  const kept: Tick[] = []
  for (const tick of ticks)
    if (kept.length === 0 || Math.abs(tick.at - kept.at(-1)!.at) >= space) kept.push(tick)
  return kept
}
