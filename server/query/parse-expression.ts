// Tokens to expressions:
//   expr = term { ("+" | "-" | "*" | "/" | "%" | "==") term }      one precedence, left to right
//   term = NAME "(" [ expr { "," expr } ] ")" | "{" [ STRING ":" expr { "," … } ] "}"
//        | "[" [ expr { "," expr } ] "]" | NAME | BOOL | NUMBER | STRING | "(" expr ")"
import type { ChainLink, Expression, Operator } from './syntax.ts'
import type { Token, TokenKind } from './token.ts'
import { accept, expect, kindAt, nested, unexpected, type TokenReader } from './token-reader.ts'

const OPERATORS: ReadonlySet<TokenKind> = new Set(['+', '-', '*', '/', '%', '=='])

export function parseExpression(reader: TokenReader): Expression {
  return nested(reader, chain)
}

function chain(reader: TokenReader): Expression {
  const first = term(reader)
  const rest: ChainLink[] = []
  for (;;) {
    const kind = kindAt(reader)
    if (kind === undefined || !OPERATORS.has(kind)) break
    reader.at++
    rest.push({ operator: kind as Operator, operand: term(reader) })
  }
  return rest.length === 0 ? first : { kind: 'chain', first, rest }
}

/** How an expression goes on after its first token. */
const TERMS: { readonly [K in TokenKind]?: (reader: TokenReader, token: Token) => Expression } = {
  name: (reader, { text }) => nameOrCall(reader, text),
  bool: (_, { text }) => ({ kind: 'bool', value: text.toLowerCase() === 'true' }),
  number: (_, { text }) => ({ kind: 'number', value: Number(text) }),
  string: (_, { text }) => ({ kind: 'string', value: text }),
  '(': parenthesized,
  '[': (reader) => ({ kind: 'list', items: listUntil(reader, ']', parseExpression) }),
  '{': (reader) => ({ kind: 'dict', entries: listUntil(reader, '}', dictEntry) }),
}

function term(reader: TokenReader): Expression {
  const token = reader.tokens[reader.at]
  const parse = token === undefined ? undefined : TERMS[token.kind]
  if (token === undefined || parse === undefined) throw unexpected(reader, 'an expression')
  reader.at++
  return parse(reader, token)
}

function nameOrCall(reader: TokenReader, name: string): Expression {
  if (accept(reader, '(') === undefined) return { kind: 'name', name }
  return { kind: 'call', name, args: listUntil(reader, ')', parseExpression) }
}

function parenthesized(reader: TokenReader): Expression {
  const inner = parseExpression(reader)
  expect(reader, ')')
  return inner
}

function dictEntry(reader: TokenReader): readonly [string, Expression] {
  const { text } = expect(reader, 'string')
  expect(reader, ':')
  return [text, parseExpression(reader)]
}

/** Items with commas between them and none at the end. */
function listUntil<T>(
  reader: TokenReader,
  closing: TokenKind,
  item: (reader: TokenReader) => T,
): readonly T[] {
  if (accept(reader, closing) !== undefined) return []
  const items = [item(reader)]
  while (accept(reader, ',') !== undefined) items.push(item(reader))
  expect(reader, closing)
  return items
}
