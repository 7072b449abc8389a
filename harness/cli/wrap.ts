// Long lines of progress broken between words, so that no terminal breaks them inside one.

const INDENT = '  '

/** Further lines are indented. A word that is wider than the line stays whole. */
export function wrap(text: string, width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line === '') line = word
    else if (line.length + 1 + word.length <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = `${INDENT}${word}`
    }
  }
  return [...lines, line].join('\n')
}
