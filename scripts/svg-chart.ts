// Two kinds of charts as SVG texts: bars over named classes, and a curve over numbers. Colours work on light and dark
// pages; no fonts, scripts or styles from elsewhere.

export interface Bar {
  readonly name: string
  readonly value: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

const WIDTH = 720
const HEIGHT = 240
const PLOT = { left: 64, right: WIDTH - 12, top: 34, bottom: HEIGHT - 34 }
const INK = '#7a7f87'
const FILL = '#3d7dd8'

/** `labelEvery` thins out names that would not fit beside each other. */
export function drawBars(title: string, bars: readonly Bar[], labelEvery = 1): string {
  const top = niceCeiling(Math.max(...bars.map(({ value }) => value)))
  const step = (PLOT.right - PLOT.left) / bars.length
  const drawn = bars.map(({ name, value }, index) => {
    const x = PLOT.left + index * step
    const y = scale(value, [0, top], [PLOT.bottom, PLOT.top])
    const gap = step > 8 ? 2 : 0
    const bar = `<rect x="${fix(x)}" y="${fix(y)}" width="${fix(step - gap)}" height="${fix(PLOT.bottom - y)}" fill="${FILL}"/>`
    return index % labelEvery > 0 ? bar : bar + text(name, x + step / 2, PLOT.bottom + 16, 'middle')
  })
  return frame(title, [...lines([0, top / 2, top], [0, top], String), ...drawn])
}

export type Axes = 'linear' | 'log'

export function drawCurve(title: string, points: readonly Point[], axes: Axes): string {
  const of = (value: number) => (axes === 'log' ? Math.log10(value) : value)
  const [xTop, yTop] = [points.map(({ x }) => x), points.map(({ y }) => y)].map((all) =>
    axes === 'log' ? Math.ceil(of(Math.max(...all))) : niceCeiling(Math.max(...all)),
  ) as [number, number]
  const path = points.map(({ x, y }) =>
    [
      fix(scale(of(x), [0, xTop], [PLOT.left, PLOT.right])),
      fix(scale(of(y), [0, yTop], [PLOT.bottom, PLOT.top])),
    ].join(','),
  )
  const ticks = (top: number) =>
    axes === 'log' ? Array.from({ length: top + 1 }, (_, i) => i) : [0, top / 2, top]
  const name = (tick: number) => `${axes === 'log' ? 10 ** tick : tick}`
  const below = ticks(xTop).map((tick) =>
    text(
      group(name(tick)),
      scale(tick, [0, xTop], [PLOT.left, PLOT.right - 20]),
      PLOT.bottom + 16,
      'middle',
    ),
  )
  const curve = `<polyline points="${path.join(' ')}" fill="none" stroke="${FILL}" stroke-width="2"/>`
  return frame(title, [...lines(ticks(yTop), [0, yTop], name), ...below, curve])
}

function lines(
  ticks: readonly number[],
  range: readonly [number, number],
  name: (tick: number) => string,
): string[] {
  return ticks.map((tick) => {
    const y = fix(scale(tick, range, [PLOT.bottom, PLOT.top]))
    const line = `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y}" y2="${y}" stroke="${INK}" stroke-opacity="0.35"/>`
    return line + text(group(name(tick)), PLOT.left - 6, Number(y) + 4, 'end')
  })
}

function frame(title: string, parts: readonly string[]): string {
  const heading = `<text x="${PLOT.left}" y="18" font-size="14" fill="${INK}">${escape(title)}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" ` +
      `role="img" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>${escape(title)}</title>`,
    heading,
    ...parts,
    '</svg>\n',
  ].join('\n')
}

function text(content: string, x: number, y: number, anchor: 'middle' | 'end'): string {
  return `<text x="${fix(x)}" y="${fix(y)}" text-anchor="${anchor}" fill="${INK}">${escape(content)}</text>`
}

function scale(
  value: number,
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): number {
  return from + ((value - low) / (high - low)) * (to - from)
}

/** 1, 2 or 5 times a power of ten. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)!
}

const fix = (value: number) => `${Math.round(value * 10) / 10}`
const group = (digits: string) => digits.replaceAll(/\B(?=(\d{3})+$)/g, ',')
const escape = (content: string) => content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
