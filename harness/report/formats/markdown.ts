// Blocks as GitHub-flavoured Markdown that also reads well as source: padded tables, escapes only where a
// character would mean something. The only HTML is details/summary.
import { inlines, textOf } from '../block.ts'
import type { Block, Inline, Text } from '../block.ts'
import { displayWidth, pad, toOneLine } from '../display-width.ts'
import type { Verdict } from '../../judge/comparison.ts'
import { renderMermaid } from './mermaid.ts'

export function renderMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(renderBlock).join('\n\n')}\n`
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${renderText(block.text)}`
    case 'paragraph':
      return protectStart(renderText(block.text))
    case 'list':
      return block.items.map((item) => `- ${protectStart(renderText(item))}`).join('\n')
    case 'code':
      return renderCode(block.text, block.language)
    case 'chart':
      return renderCode(renderMermaid(block), 'mermaid')
    case 'folded':
      return [
        `<details>\n<summary>${renderSummary(block.summary)}</summary>`,
        ...block.blocks.map(renderBlock),
        '</details>',
      ].join('\n\n')
    case 'table':
      return renderTable(block)
  }
}

function renderTable(table: Extract<Block, { kind: 'table' }>): string {
  const header = table.columns.map((column) => renderCell(column.header))
  const rows = table.rows.map((row) =>
    row.map((cell, index) => {
      const text = renderCell(cell)
      return table.columns[index]!.align === 'right' ? keepTogether(text) : text
    }),
  )
  const widths = header.map((cell, index) =>
    Math.max(3, displayWidth(cell), ...rows.map((row) => displayWidth(row[index]!))),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => pad(cell, widths[index]!, table.columns[index]!.align)).join(' | ')} |`
  const rule = table.columns.map(({ align }, index) =>
    align === 'right' ? `${'-'.repeat(widths[index]! - 1)}:` : '-'.repeat(widths[index]!),
  )
  const lines = [line(header), line(rule), ...rows.map(line)].join('\n')
  return table.caption === undefined ? lines : `${renderText(table.caption)}\n\n${lines}`
}

/** A number is not parted from its unit, nor an interval's ends from each other, however narrow the page. */
function keepTogether(cell: string): string {
  return cell.replaceAll(/ (?![[(])/g, '\u00A0')
}

/**
 * A pipe ends a cell even inside a code span, so it is escaped there as well. Behind a backslash that is not
 * possible, since a code span has no escapes of its own: such a cell shows plain text.
 */
function renderCell(text: Text): string {
  const cells = inlines(text).map((inline) =>
    typeof inline !== 'string' && inline.kind === 'code' && inline.text.includes('\\|')
      ? inline.text
      : inline,
  )
  return cells
    .map((inline) => renderInline(inline, '\u00A0'))
    .join('')
    .replaceAll('|', '\\|')
}

function renderText(text: Text): string {
  return inlines(text)
    .map((inline) => renderInline(inline, ' '))
    .join('')
}

/** `space` parts a verdict's mark from its word. */
function renderInline(inline: Inline, space: string): string {
  if (typeof inline === 'string') return escapeText(inline)
  switch (inline.kind) {
    case 'code':
      return renderCodeSpan(inline.text)
    case 'strong':
      return `**${escapeText(inline.text)}**`
    case 'verdict':
      return `${MARKS[inline.verdict]}${space}${inline.word}`
  }
}

const MARKS: Readonly<Record<Verdict, string>> = {
  faster: '✅',
  slower: '❌',
  same: '≈',
  unclear: '?',
  invalid: '⚠',
}

/** Brackets mean something only before a target; underscores only at the edge of a word. */
function escapeText(text: string): string {
  return toOneLine(text)
    .replaceAll(/[\\`*<~]/g, '\\$&')
    .replaceAll(/&(?=#?\w+;)/g, '\\&')
    .replaceAll(/\](?=[([:])/g, '\\]')
    .replaceAll(/(?<!\w)_|_(?!\w)/g, '\\_')
}

/** What would start a heading, list, quote or rule at the beginning of a line. */
function protectStart(line: string): string {
  return line.replace(/^(?=#{1,6}\s|[-+]\s|>|[-=]+$)/, '\\').replace(/^(\d+)(?=[.)]\s)/, '$1\\')
}

/** The fence of a span is one backtick longer than the longest run inside it. */
function renderCodeSpan(text: string): string {
  const flat = toOneLine(text)
  const fence = '`'.repeat(longestRun(flat) + 1)
  const space = /^`|`$/.test(flat) ? ' ' : ''
  return `${fence}${space}${flat}${space}${fence}`
}

function renderCode(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text}\n${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}

/** Inside `<summary>` Markdown is not read; only what HTML would read needs care. */
function renderSummary(text: Text): string {
  return toOneLine(textOf(text)).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
