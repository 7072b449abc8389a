// The few colours that carry meaning in a terminal; everything they say is also said by a mark or a word.
import type { Verdict } from '../../judge/comparison.ts'

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'magenta'

const CODES: Readonly<Record<Style, readonly [open: number, close: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  magenta: [35, 39],
}

export const VERDICT_STYLES: Readonly<Record<Verdict, { mark: string; style: Style }>> = {
  faster: { mark: '✔', style: 'green' },
  slower: { mark: '✖', style: 'red' },
  same: { mark: '≈', style: 'dim' },
  unclear: { mark: '?', style: 'yellow' },
  invalid: { mark: '!', style: 'magenta' },
}

export function paint(text: string, style: Style | undefined, color: boolean): string {
  if (!color || style === undefined || text === '') return text
  const [open, close] = CODES[style]
  return `\u001B[${open}m${text}\u001B[${close}m`
}
