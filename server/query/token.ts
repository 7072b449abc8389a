// The words of the query language.

export type TokenKind =
  | 'if'
  | 'elif'
  | 'else'
  | 'return'
  | 'bool'
  | 'string'
  | 'number'
  | 'name'
  | '=='
  | '='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | ':'
  | ';'

export interface Token {
  readonly kind: TokenKind
  /** As typed; for strings, what they spell. */
  readonly text: string
  /** Offsets into the program. */
  readonly from: number
  readonly to: number
  /** From 1. */
  readonly line: number
  readonly column: number
}
