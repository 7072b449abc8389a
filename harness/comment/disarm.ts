// A session file may come from a stranger's pull request, and GitHub gives meaning to much more than Markdown does:
// it pings whom it finds behind an "@", links "#12", addresses and commit ids, and its runner obeys lines of a log
// that begin with "::". GitHub looks for these after Markdown is rendered, so that no escape helps: the text itself
// has to be broken, by a space that nobody sees. Markdown and HTML are left to the format, which escapes them.
import { inlines } from '../report/block.ts'
import type { Block, Inline, Text } from '../report/block.ts'

const UNSEEN = '\u200B'

/** Longest run of text, span of code and block of code that are kept, in characters. */
export const LONGEST = { text: 1000, title: 120, cell: 160, code: 300, codeBlock: 2000 } as const

/** What GitHub would turn into a mention, a link, a formula or a check box. */
const LIVE: readonly Change[] = [
  { of: /@(?=\S)/gu, to: breakBehind },
  { of: /#(?=\d)/gu, to: breakBehind },
  { of: /\b(?:[A-Z][A-Z0-9]*|[Gg][Hh])-(?=\d)/gu, to: breakBehind },
  { of: /:(?=\/\/)/gu, to: breakBehind },
  { of: /\bwww(?=\.)/giu, to: breakBehind },
  {
    of: /\b[0-9a-f]{7,40}\b/giu,
    to: (id) => id.replaceAll(/.{6}(?=.)/gu, (part) => breakBehind(part)),
  },
  { of: /\$/gu, to: () => '＄' },
  { of: /^\s*\[(?=[ x]\])/giu, to: breakBehind },
]

/** What the runner of GitHub Actions would take for a command. */
const RUNNER: readonly Change[] = [
  { of: /^\s*:(?=:)/gmu, to: breakBehind },
  { of: /##(?=\[)/gu, to: breakBehind },
]

interface Change {
  readonly of: RegExp
  readonly to: (match: string) => string
}

function breakBehind(match: string): string {
  return match + UNSEEN
}

/** Blocks that say the same to a reader and nothing to GitHub. */
export function disarmBlocks(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap(disarmBlock)
}

/** One line that pings nobody, links nowhere and is no command to a runner. */
export function disarmText(text: string, longest: number = LONGEST.text): string {
  return shorten(
    replaceAll(shorten(toPlainLine(beginning(text, longest)), longest), [...RUNNER, ...LIVE]),
    longest,
  )
}

/** A message for a log that a runner reads: one line, and no command in it. */
export function disarmLog(text: string): string {
  return replaceAll(toPlainLine(text), RUNNER)
}

function disarmBlock(block: Block): readonly Block[] {
  switch (block.kind) {
    case 'heading':
      return [{ ...block, text: disarm(block.text, LONGEST.title) }]
    case 'paragraph':
      return [{ ...block, text: disarm(block.text) }]
    case 'list':
      return [{ ...block, items: block.items.map((item) => disarm(item)) }]
    case 'table':
      return disarmTable(block)
    case 'chart':
      return [disarmChart(block)]
    case 'code':
      return [{ ...block, text: disarmCode(block.text, LONGEST.codeBlock) }]
    case 'folded': {
      const summary = disarm(block.summary, LONGEST.title)
      return [{ ...block, summary, blocks: disarmBlocks(block.blocks) }]
    }
  }
}

/** A caption becomes a paragraph, which formats guard against beginning like a list or a heading. */
function disarmTable({ caption, columns, rows }: BlockOf<'table'>): readonly Block[] {
  const table: Block = {
    kind: 'table',
    columns: columns.map(({ header, align }) => ({ align, header: disarm(header, LONGEST.cell) })),
    rows: rows.map((row) => row.map((cell) => disarm(cell, LONGEST.cell))),
  }
  return caption === undefined ? [table] : [{ kind: 'paragraph', text: disarm(caption) }, table]
}

/** Mermaid has a language of its own, of which the format keeps texts free. */
function disarmChart(chart: BlockOf<'chart'>): Block {
  return {
    ...chart,
    title: disarmText(chart.title, LONGEST.cell),
    labels: chart.labels.map((label) => disarmText(label, LONGEST.cell)),
    series: chart.series.map(({ name, values }) => ({
      values,
      name: disarmText(name, LONGEST.cell),
    })),
  }
}

type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

function disarm(text: Text, longest?: number): Text {
  return inlines(text).map((inline) => disarmInline(inline, longest))
}

/** Nothing inside a span of code is live; but an empty span is no span, and one with `\|` is shown as text in a table. */
function disarmInline(inline: Inline, longest: number | undefined): Inline {
  if (typeof inline === 'string') return disarmText(inline, longest)
  switch (inline.kind) {
    case 'strong':
      return { ...inline, text: disarmText(inline.text, longest) }
    case 'verdict':
      return { ...inline, word: disarmText(inline.word, longest) }
    case 'code': {
      const text = disarmCode(inline.text, Math.min(longest ?? LONGEST.code, LONGEST.code))
      return text.trim() === '' || text.includes('\\|') ? disarmText(text) : { ...inline, text }
    }
  }
}

function disarmCode(text: string, longest: number): string {
  return replaceAll(shorten(toPlainLines(beginning(text, longest)), longest), RUNNER)
}

function toPlainLine(text: string): string {
  return toPlainLines(text).replaceAll('\n', ' ')
}

/** What is cut off anyway need not be read. */
function beginning(text: string, longest: number): string {
  return text.length <= 10 * longest ? text : text.slice(0, 10 * longest)
}

/** Without control characters, without those that turn or hide text, and without halves of characters. */
function toPlainLines(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?!\n)[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '')
}

function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text
  return `${text.slice(0, longest - 1).toWellFormed()}…`
}

function replaceAll(text: string, changes: readonly Change[]): string {
  return changes.reduce((changed, { of, to }) => changed.replaceAll(of, (match) => to(match)), text)
}
