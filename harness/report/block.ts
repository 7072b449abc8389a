// What a report consists of. Sections emit blocks and know no format; formats render blocks and know no
// section: N + M files instead of N × M.
import type { Unit } from '../core/format.ts'
import type { Verdict } from '../judge/comparison.ts'

/** A run of text. Strings are literal: formats escape whatever would mean something to them. */
export type Inline =
  | string
  | { readonly kind: 'code' | 'strong'; readonly text: string }
  /** The verdict's mark and word; the word follows the metric (`faster`, `smaller`, `fewer`). */
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly word: string }

export type Text = Inline | readonly Inline[]

export interface Column {
  readonly header: Text
  readonly align: 'left' | 'right'
}

/**
 * Groups of bars that all start at zero. The numbers of a chart also stand in a table: mail, screen readers and
 * terminals may show the one without the other.
 */
export interface Chart {
  readonly kind: 'chart'
  readonly title: string
  /** Of all values. */
  readonly unit: Unit
  /** One per group of bars. */
  readonly labels: readonly string[]
  /** One bar in every group each; values in the order of the labels, undefined where nothing is known. */
  readonly series: readonly ChartSeries[]
  /** `shared`: one axis for all bars. `first`: in each group the bar of the first series is 100 %. */
  readonly scale: 'shared' | 'first'
}

export interface ChartSeries {
  readonly name: string
  readonly values: readonly (number | undefined)[]
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: Text }
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | {
      readonly kind: 'table'
      readonly columns: readonly Column[]
      /** Every row has one cell per column. */
      readonly rows: readonly (readonly Text[])[]
      /** Printed above the table: how to read it. */
      readonly caption?: Text
    }
  | Chart
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  /** Closed until asked for where the format can fold. */
  | { readonly kind: 'folded'; readonly summary: Text; readonly blocks: readonly Block[] }

export function code(text: string): Inline {
  return { kind: 'code', text }
}

export function strong(text: string): Inline {
  return { kind: 'strong', text }
}

export function heading(level: 1 | 2 | 3, text: Text): Block {
  return { kind: 'heading', level, text }
}

export function paragraph(...text: readonly Inline[]): Block {
  return { kind: 'paragraph', text }
}

export function inlines(text: Text): readonly Inline[] {
  return Array.isArray(text) ? (text as readonly Inline[]) : [text as Inline]
}

/** What stands in a row of several, with a separator between each two, and another before the last where one is given. */
export function joined(
  parts: readonly (readonly Inline[])[],
  separator: string,
  last: string = separator,
): readonly Inline[] {
  return parts.flatMap((part, place): readonly Inline[] => {
    if (place === 0) return part
    const between: readonly Inline[] = [place === parts.length - 1 ? last : separator]
    return between.concat(part)
  })
}

/** The text alone, for places that know no marks. */
export function textOf(text: Text): string {
  return inlines(text)
    .map((inline) =>
      typeof inline === 'string' ? inline : 'text' in inline ? inline.text : inline.word,
    )
    .join('')
}

/** Scenario titles are Markdown; of that, code spans and strong text mean something here. */
export function parseInline(markdown: string): readonly Inline[] {
  const marks = /`([^`]+)`|\*\*([^*]+)\*\*/g
  const parts: Inline[] = []
  let end = 0
  for (const mark of markdown.matchAll(marks)) {
    if (mark.index > end) parts.push(markdown.slice(end, mark.index))
    parts.push(mark[1] === undefined ? strong(mark[2]!) : code(mark[1]))
    end = mark.index + mark[0].length
  }
  if (end < markdown.length) parts.push(markdown.slice(end))
  return parts
}
