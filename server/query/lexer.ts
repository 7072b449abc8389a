// Program text to tokens. As in the original, a character that no rule knows ends the program silently.
import { endOfString, unescapeString } from './string-token.ts'
import type { Token, TokenKind } from './token.ts'

const BLANK = /[ \t\r\n]+|#[^\n]*/y
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
    const blankTo = endOfMatch(BLANK, program, at)
    const found = blankTo === undefined ? tokenAt(program, at) : undefined
    if (found !== undefined) tokens.push({ ...found, from: at, line, column: at - lineFrom + 1 })
    const to = blankTo ?? found?.to
    if (to === undefined) break
    // Line ends stand between tokens and inside of strings.
    if (found === undefined || found.kind === 'string') {
      for (; at < to; at++) {
        if (program[at] !== '\n') continue
        line++
        lineFrom = at + 1
      }
    }
    at = to
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
