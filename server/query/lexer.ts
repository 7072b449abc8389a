// Program text to tokens. As in the original, a character that no rule knows ends the program silently.
import { endOfString, unescapeString } from './string-token.ts'
import type { Token, TokenKind } from './token.ts'

const BLANK = /[ \t\r]+|#[^\n]*/y
const WORD = /[a-zA-Z_][a-zA-Z0-9_]*/y
const NUMBER = /[0-9]+\.?[0-9]*/y
const SYMBOL = /==|[=+\-*/%()[\]{},:;]/y

const KEYWORDS: ReadonlyMap<string, TokenKind> = new Map([
  ['if', 'if'],
  ['elif', 'elif'],
  ['else', 'else'],
  ['return', 'return'],
  ['true', 'bool'],
  ['false', 'bool'],
  ['True', 'bool'],
  ['False', 'bool'],
])

export function tokenize(program: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  let lineFrom = 0
  while (at < program.length) {
    if (program[at] === '\n') {
      line++
      at++
      lineFrom = at
      continue
    }
    const blankTo = endOfMatch(BLANK, program, at)
    if (blankTo !== undefined) {
      at = blankTo
      continue
    }
    const found = tokenAt(program, at)
    if (found === undefined) break
    tokens.push({ ...found, from: at, line, column: at - lineFrom + 1 })
    const lineEnds = lineEndsIn(program, at, found.to)
    if (lineEnds.count > 0) lineFrom = lineEnds.lastAt + 1
    line += lineEnds.count
    at = found.to
  }
  return tokens
}

type FoundToken = Pick<Token, 'kind' | 'text' | 'to'>

function tokenAt(program: string, at: number): FoundToken | undefined {
  if (program[at] === '"') return stringAt(program, at)
  const wordTo = endOfMatch(WORD, program, at)
  if (wordTo !== undefined) {
    const text = program.slice(at, wordTo)
    return { kind: KEYWORDS.get(text) ?? 'name', text, to: wordTo }
  }
  const numberTo = endOfMatch(NUMBER, program, at)
  if (numberTo !== undefined) {
    return { kind: 'number', text: program.slice(at, numberTo), to: numberTo }
  }
  const symbolTo = endOfMatch(SYMBOL, program, at)
  if (symbolTo === undefined) return undefined
  const text = program.slice(at, symbolTo)
  return { kind: text as TokenKind, text, to: symbolTo }
}

function stringAt(program: string, at: number): FoundToken | undefined {
  const to = endOfString(program, at)
  if (to === undefined) return undefined
  return { kind: 'string', text: unescapeString(program.slice(at, to)), to }
}

function endOfMatch(rule: RegExp, program: string, at: number): number | undefined {
  rule.lastIndex = at
  return rule.test(program) ? rule.lastIndex : undefined
}

/** Only strings hold line ends. */
function lineEndsIn(program: string, from: number, to: number) {
  let count = 0
  let lastAt = from
  for (let at = program.indexOf('\n', from); at >= 0 && at < to;) {
    count++
    lastAt = at
    at = program.indexOf('\n', at + 1)
  }
  return { count, lastAt }
}
