// String literals: double quotes, any characters, `\"` for a quote, and no other escape.

/**
 * The longest string that begins here, or undefined. A quote after a backslash closes the string only if no
 * other quote follows that could: `"C:\\"; q="z"` is one string up to the quote before z.
 */
export function endOfString(program: string, from: number): number | undefined {
  let lastQuote: number | undefined
  let quote = program.indexOf('"', from + 1)
  while (quote >= 0) {
    lastQuote = quote
    const mayGoOn = program[quote - 1] === '\\'
    if (!mayGoOn) break
    quote = program.indexOf('"', quote + 1)
  }
  return lastQuote === undefined ? undefined : lastQuote + 1
}

export function unescapeString(literal: string): string {
  return literal.slice(1, -1).replaceAll('\\"', '"')
}
