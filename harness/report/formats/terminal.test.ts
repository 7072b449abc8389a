import { stripVTControlCharacters } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code, heading, paragraph, strong } from '../block.ts'
import type { Block } from '../block.ts'
import { displayWidth } from '../display-width.ts'
import { renderTerminal } from './terminal.ts'

const anyText = fc.oneof(
  fc.string({ maxLength: 90, unit: 'grapheme' }),
  fc.lorem({ maxCount: 12 }).map(strong),
  fc.lorem({ maxCount: 3 }).map(code),
)
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  anyText.map((text) => heading(2, text)),
  anyText.map((text) => paragraph(text)),
  fc.array(anyText).map((items): Block => ({ kind: 'list', items })),
  fc.array(fc.tuple(anyText, anyText, anyText)).map((rows): Block => ({
    kind: 'table',
    columns: (['left', 'right', 'left'] as const).map((align) => ({ header: align, align })),
    rows,
  })),
  fc.string().map((text): Block => ({ kind: 'code', language: '', text })),
  fc
    .tuple(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(), { minLength: 1 }))
    .map(([name, values]): Block => ({
      kind: 'chart',
      title: name,
      unit: 'us',
      labels: values.map(() => name),
      series: [{ name, values }],
      scale: 'shared',
    })),
)

describe('terminal', () => {
  it('keeps from the screen what would paint it, break lines or turn text around', () => {
    const hostile = 'a\u001B[31mb\r\nc \u202Egpj.exe\u2066\u200F'
    const blocks = [paragraph(hostile), paragraph(code(hostile)), heading(2, hostile)]
    expect(renderTerminal(blocks, { width: 80, color: false })).toBe(
      'a [31mb c gpj.exe\n\na [31mb c gpj.exe\n\na [31mb c gpj.exe\n',
    )
  })

  it('never writes a line beyond the width', () => {
    fc.assert(
      fc.property(fc.array(anyBlock), fc.integer({ min: 40, max: 120 }), (blocks, width) => {
        for (const color of [true, false])
          for (const line of renderTerminal(blocks, { width, color }).split('\n'))
            expect(displayWidth(stripVTControlCharacters(line))).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('shows the same characters with and without colours', () => {
    const blocks: readonly Block[] = [
      paragraph({ kind: 'verdict', verdict: 'slower', word: 'slower' }, ' by ', strong('much')),
    ]
    const colored = renderTerminal(blocks, { width: 80, color: true })
    expect(colored).toContain('\u001B[31m✖ slower')
    expect(stripVTControlCharacters(colored)).toBe(
      renderTerminal(blocks, { width: 80, color: false }),
    )
  })

  it('breaks lists between words and indents what follows', () => {
    const items = ['a list item that does not fit into forty columns']
    expect(renderTerminal([{ kind: 'list', items }], { width: 40, color: false })).toBe(
      '- a list item that does not fit into\n  forty columns\n',
    )
  })
})
