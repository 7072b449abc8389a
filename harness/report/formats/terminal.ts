// Blocks as lines of a terminal, none longer than its width.
import type { Block } from '../block.ts'
import { toOneLine } from '../display-width.ts'
import { renderChart } from './terminal-chart.ts'
import { breakHard, wrap } from './spans.ts'
import type { TerminalOptions } from './spans.ts'
import { renderTable } from './terminal-table.ts'

/** Narrower terminals are treated as this wide: nothing useful fits into less. */
const WIDTH_MIN = 40

export function renderTerminal(blocks: readonly Block[], options: TerminalOptions): string {
  const width = Math.max(WIDTH_MIN, options.width)
  const rendered = blocks.map((block) => renderBlock(block, { ...options, width }).join('\n'))
  return `${rendered.join('\n\n')}\n`
}

function renderBlock(block: Block, options: TerminalOptions): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return wrap(block.text, '', 'bold', options)
    case 'paragraph':
      return wrap(block.text, '', undefined, options)
    case 'list':
      return block.items.flatMap((item) => wrap(item, '  ', undefined, options))
    case 'code':
      return block.text.split('\n').flatMap((line) => breakHard(toOneLine(line), options.width))
    case 'chart':
      return renderChart(block, options)
    case 'folded':
      return [{ kind: 'heading', level: 3, text: block.summary } as const, ...block.blocks].flatMap(
        (inner) => renderBlock(inner, options),
      )
    case 'table':
      return renderTable(block, options)
  }
}
