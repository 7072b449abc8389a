// Runs of text with a style: measured, cut and wrapped as plain text, painted last.
import { inlines } from '../block.ts'
import type { Inline, Text } from '../block.ts'
import { displayWidth, toOneLine, truncate } from '../display-width.ts'
import { paint, VERDICT_STYLES } from './ansi.ts'
import type { Style } from './ansi.ts'

export interface TerminalOptions {
  readonly width: number
  readonly color: boolean
}

export interface Span {
  readonly text: string
  readonly style: Style | undefined
}

export function spansOf(text: Text): readonly Span[] {
  return inlines(text).map(spanOf)
}

function spanOf(inline: Inline): Span {
  if (typeof inline === 'string') return { text: toOneLine(inline), style: undefined }
  switch (inline.kind) {
    case 'code':
      return { text: toOneLine(inline.text), style: undefined }
    case 'strong':
      return { text: toOneLine(inline.text), style: 'bold' }
    case 'verdict': {
      const { mark, style } = VERDICT_STYLES[inline.verdict]
      return { text: `${mark} ${inline.word}`, style }
    }
  }
}

export function plainOf(spans: readonly Span[]): string {
  return spans.map((span) => span.text).join('')
}

export function cut(spans: readonly Span[], width: number): readonly Span[] {
  let room = width
  return spans.map((span) => {
    const text = room > 0 ? truncate(span.text, room) : ''
    room -= displayWidth(span.text)
    return { ...span, text }
  })
}

/** Cut in the middle: names that begin alike are told apart by their ends, `limit=100` from `limit=10000`. */
export function shorten(spans: readonly Span[], width: number): readonly Span[] {
  if (displayWidth(plainOf(spans)) <= width) return spans
  if (width < 1) return []
  const room = width - 1
  const tail = Math.floor(room / 2)
  const head = takeWhile(spans, room - tail)
  return [...head, { text: '…', style: head.at(-1)?.style }, ...takeLast(spans, tail)]
}

/** Whole characters from the left, as many as fit. */
function takeWhile(spans: readonly Span[], width: number): readonly Span[] {
  let room = width
  return spans.map((span) => {
    let text = ''
    for (const character of span.text) {
      if (displayWidth(text + character) > room) break
      text += character
    }
    room = text === span.text ? room - displayWidth(text) : 0
    return { ...span, text }
  })
}

function takeLast(spans: readonly Span[], width: number): readonly Span[] {
  const reversed = (all: readonly Span[]) =>
    all.toReversed().map(({ text, style }) => ({
      text: Array.from(text).toReversed().join(''),
      style,
    }))
  return reversed(takeWhile(reversed(spans), width))
}

/** Words keep their colour one by one, so that a line break never falls inside a colour. */
export function wrap(
  text: Text,
  indent: string,
  style: Style | undefined,
  { width, color }: TerminalOptions,
): readonly string[] {
  const room = width - indent.length
  const lines: Span[][] = [[]]
  for (const piece of piecesOf(text, room)) {
    const line = lines.at(-1)!
    const isFull = displayWidth(plainOf([...line, ...piece]).trimEnd()) > room
    if (isFull && line.length > 0) lines.push([...piece])
    else line.push(...piece)
  }
  return lines.map((line, index) => {
    const lead = index === 0 ? indent.replace(/ {2}$/, '- ') : indent
    return lead + paintLine(line, style, color)
  })
}

/** Neighbours of one style are painted in one go; the space at the end of the line is dropped. */
function paintLine(words: readonly Span[], style: Style | undefined, color: boolean): string {
  const runs: Span[] = []
  for (const word of words) {
    const last = runs.at(-1)
    if (last !== undefined && last.style === word.style)
      runs.splice(-1, 1, { ...last, text: last.text + word.text })
    else runs.push(word)
  }
  let room = plainOf(runs).trimEnd().length
  const painted = runs.map((run) => {
    const text = run.text.slice(0, room)
    room -= text.length
    return paint(text, style ?? run.style, color)
  })
  return painted.join('')
}

/** A number stays with its sign of per cent. */
const WORD = /\S+(?: %\S*)?\s*|\s+/g

/** What no line break may part: words of several styles without a space between, a comma behind a name. */
function piecesOf(text: Text, room: number): readonly (readonly Span[])[] {
  const pieces: Span[][] = []
  for (const word of wordsOf(text, room)) {
    const before = pieces.at(-1)
    if (before === undefined || /\s$/.test(before.at(-1)!.text)) pieces.push([word])
    else before.push(word)
  }
  const fits = (piece: readonly Span[]) => displayWidth(plainOf(piece).trimEnd()) <= room
  return pieces.flatMap((piece) => (fits(piece) ? [piece] : piece.map((word) => [word])))
}

/** Words with the space behind them; a word longer than a line is broken. */
function wordsOf(text: Text, room: number): readonly Span[] {
  return spansOf(text).flatMap(({ text, style }) =>
    (text.match(WORD) ?? []).flatMap((word) =>
      breakHard(word, room).map((part) => ({ text: part, style })),
    ),
  )
}

export function breakHard(text: string, width: number): readonly string[] {
  const parts = ['']
  for (const character of text) {
    if (displayWidth((parts.at(-1)! + character).trimEnd()) > width) parts.push('')
    parts.push(parts.pop()! + character)
  }
  return parts
}
