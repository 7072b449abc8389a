import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code, paragraph } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { renderMarkdown } from './markdown.ts'

const table = (rows: readonly (readonly Text[])[]): Block => ({
  kind: 'table',
  columns: [
    { header: 'name', align: 'left' },
    { header: 'value', align: 'right' },
  ],
  rows,
})

describe('Markdown', () => {
  it('pads tables so that their source reads as one', () => {
    expect(
      renderMarkdown([
        table([
          ['a|b', '1 ms [1 ms, 2 ms]'],
          [code('x|y'), '100 ms'],
        ]),
      ]),
    ).toMatchInlineSnapshot(`
      "| name   |             value |
      | ------ | ----------------: |
      | a\\|b   | 1 ms [1 ms, 2 ms] |
      | \`x\\|y\` |            100 ms |
      "
    `)
  })

  it('folds blocks in the only HTML it uses, with HTML escaped in the summary', () => {
    const folded: Block = { kind: 'folded', summary: 'a < b & c', blocks: [paragraph('inside')] }
    expect(renderMarkdown([folded])).toMatchInlineSnapshot(`
      "<details>
      <summary>a &lt; b &amp; c</summary>

      inside

      </details>
      "
    `)
  })

  it('escapes what would be a mark and leaves the rest readable', () => {
    const text = 'snake_case, *stars*, <b>, `ticks`, [1×, 2×] and [a](b)'
    expect(renderMarkdown([paragraph(text)])).toMatchInlineSnapshot(`
      "snake_case, \\*stars\\*, \\<b>, \\\`ticks\\\`, [1×, 2×] and [a\\](b)
      "
    `)
  })

  it('keeps a line that begins like a list or a heading a paragraph', () => {
    expect(renderMarkdown([paragraph('# one'), paragraph('- two'), paragraph('3. three')])).toBe(
      '\\# one\n\n\\- two\n\n3\\. three\n',
    )
  })

  it('fences code spans and blocks that hold backticks with longer fences', () => {
    expect(renderMarkdown([paragraph(code('a`b'))])).toBe('``a`b``\n')
    expect(renderMarkdown([{ kind: 'code', language: 'sh', text: '```' }])).toBe(
      '````sh\n```\n````\n',
    )
  })

  it('gives every line of a table the same number of cells, whatever the cells hold', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }).map(code))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const lines = renderMarkdown([table(rows)])
          .trimEnd()
          .split('\n')
        expect(lines).toHaveLength(rows.length + 2)
        for (const line of lines) expect(unescapedPipes(line)).toBe(3)
      }),
    )
  })
})

/** A pipe is escaped when an odd number of backslashes stands before it. */
function unescapedPipes(line: string): number {
  return [...line.matchAll(/(\\*)\|/g)].filter(([, slashes]) => slashes!.length % 2 === 0).length
}
