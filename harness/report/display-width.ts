// Columns of text as people see them: wide letters and emoji take two cells, combining marks none.

const ZERO = /^(?:\p{Mark}|[\u200B-\u200D])$/u
const DOUBLE =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]$/u

export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += ZERO.test(character) ? 0 : DOUBLE.test(character) ? 2 : 1
  return width
}

export function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'left' ? text + space : space + text
}

/** Cuts to at most `width` columns; an ellipsis shows that something is missing. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

/**
 * Commit subjects come from anywhere: neither line breaks nor control sequences may reach the output, nor what makes
 * the rest of a line read backwards.
 */
export function toOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/\p{Bidi_Control}/gu, '')
}
