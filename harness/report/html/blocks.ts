// The blocks that all formats share, as HTML.
import type { Verdict } from '../../judge/comparison.ts'
import { inlines } from '../block.ts'
import type { Block, Inline, Text } from '../block.ts'
import { barChart } from './charts/bars.ts'
import { markup, slug } from './markup.ts'
import type { Html } from './markup.ts'

export function renderBlocks(blocks: readonly Block[]): Html {
  return markup`${blocks.map(renderBlock)}`
}

function renderBlock(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return renderHeading(block.level, block.text)
    case 'paragraph':
      return markup`<p>${renderText(block.text)}</p> `
    case 'list':
      return markup`<ul>
${block.items.map((item) => markup`<li>${renderText(item)}</li>`)}
</ul> `
    case 'code':
      return markup`<pre tabindex="0"><code>${block.text}</code></pre> `
    case 'table':
      return renderTable(block)
    case 'chart':
      return barChart(block)
    case 'folded':
      return markup`<details class="fold">
<summary>${renderText(block.summary)}</summary>
${renderBlocks(block.blocks)}
</details> `
  }
}

function renderHeading(level: 1 | 2 | 3, text: Text): Html {
  const id = slug(plainText(text))
  if (level === 1) return markup`<h1>${renderText(text)}</h1> `
  if (level === 2) return markup`<h2 id="${id}">${renderText(text)}</h2> `
  return markup`<h3 id="${id}">${renderText(text)}</h3> `
}

/** The first cell of a row names it. */
function renderTable({ columns, rows, caption }: Extract<Block, { kind: 'table' }>): Html {
  const alignOf = (index: number) => columns[index]!.align
  const head = columns.map(
    ({ header, align }) => markup`<th scope="col" class="${align}">${renderText(header)}</th>`,
  )
  const body = rows.map(
    ([name, ...cells]) =>
      markup`<tr>
<th scope="row" class="${alignOf(0)}">${renderText(name!)}</th>
${cells.map((cell, index) => markup`<td class="${alignOf(index + 1)}">${renderText(cell)}</td>`)}
</tr> `,
  )
  return scrolling(
    caption === undefined ? 'Table' : plainText(caption),
    markup`<table>
${
  caption !== undefined &&
  markup`<caption>
${renderText(caption)}
</caption>`
}
<thead>
<tr>
${head}
</tr>
</thead>
<tbody>
${body}
</tbody>
</table>`,
  )
}

/** Wide content scrolls inside, never the page; the keyboard can reach it. */
export function scrolling(label: string, content: Html): Html {
  return markup`<div class="scroll" role="group" aria-label="${label}" tabindex="0">
${content}
</div> `
}

export function renderText(text: Text): Html {
  return markup`${inlines(text).map(renderInline)}`
}

export function plainText(text: Text): string {
  return inlines(text)
    .map((inline) =>
      typeof inline === 'string' ? inline : 'text' in inline ? inline.text : inline.word,
    )
    .join('')
}

function renderInline(inline: Inline): Html {
  if (typeof inline === 'string') return markup`${inline}`
  switch (inline.kind) {
    case 'code':
      return markup`<code>${inline.text}</code>`
    case 'strong':
      return markup`<strong>${inline.text}</strong>`
    case 'verdict':
      return badge(inline.verdict, inline.word)
  }
}

/** A mark with a shape of its own for every verdict, so that colour alone never carries it. */
export function badge(verdict: Verdict, word: string): Html {
  const mark = markup`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
<path d="${MARKS[verdict]}" />
</svg>`
  return markup`<span class="badge ${verdict}">${mark}${word !== '' && markup`<span>${word}</span>`}</span>`
}

const MARKS: Readonly<Record<Verdict, string>> = {
  faster: 'M3 8.5l3.5 3.5L13 4.5',
  slower: 'M4 4l8 8M12 4l-8 8',
  same: 'M3 6.5q2.5-2.5 5 0t5 0M3 10.5q2.5-2.5 5 0t5 0',
  unclear: 'M5 6a3 3 0 1 1 4.2 2.7Q8 9.3 8 10.5M8 13v.1',
  invalid: 'M8 3v6.5M8 12.9v.1',
}
