// The parser's place in the tokens, and how it refuses what stands there.
import { LIMITS } from './limits.ts'
import { QueryError } from './query-error.ts'
import { quoteLikeRust } from './rust-text.ts'
import type { Token, TokenKind } from './token.ts'

export interface TokenReader {
  readonly tokens: readonly Token[]
  at: number
  depth: number
}

export function kindAt(reader: TokenReader, ahead = 0): TokenKind | undefined {
  return reader.tokens[reader.at + ahead]?.kind
}

/** Reads a token of this kind, if it is the next one. */
export function accept(reader: TokenReader, kind: TokenKind): Token | undefined {
  const token = reader.tokens[reader.at]
  if (token?.kind !== kind) return undefined
  reader.at++
  return token
}

export function expect(reader: TokenReader, kind: TokenKind): Token {
  const token = accept(reader, kind)
  if (token === undefined) throw unexpected(reader, `"${kind}"`)
  return token
}

/** `(Some((<token>, Span { … })), "expected …")`, or `(None, …)` at the end. */
export function unexpected(reader: TokenReader, expected: string): QueryError {
  const token = reader.tokens[reader.at]
  if (token === undefined) {
    return new QueryError('ParsingError', `(None, "expected ${expected}, but the query ends")`)
  }
  const { from, to, line, column } = token
  const place = `Some((${quoteLikeRust(token.text)}, Span { lo: ${from}, hi: ${to}, line: ${line} }))`
  return new QueryError('ParsingError', `(${place}, "expected ${expected} at column ${column}")`)
}

/** Runs a part of the parser one level deeper. */
export function nested<T>(reader: TokenReader, parse: (reader: TokenReader) => T): T {
  if (reader.depth === LIMITS.depth) {
    throw new QueryError('LimitExceeded', `the query nests deeper than ${LIMITS.depth} levels`)
  }
  reader.depth++
  const result = parse(reader)
  reader.depth--
  return result
}
