// The tree that the parser makes and the interpreter walks.

export interface IfStatement {
  readonly kind: 'if'
  /** `if` and each `elif`. */
  readonly branches: readonly { readonly condition: Expression; readonly body: Program }[]
  readonly otherwise: Program
}

export interface ExpressionStatement {
  readonly kind: 'expression'
  readonly value: Assignable
  /** Whether the value becomes the variable RETURN. */
  readonly isReturn: boolean
}

export type Statement = IfStatement | ExpressionStatement
export type Program = readonly Statement[]

/** What a statement may hold: assigning gives None. */
export type Assignable = Assignment | Expression

export interface Assignment {
  readonly kind: 'assign'
  readonly name: string
  readonly value: Expression
}

export type Operator = '+' | '-' | '*' | '/' | '%' | '=='

export type Expression =
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [string, Expression])[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  // All operators have one precedence, from left to right; flat, so that long sums do not nest.
  | { readonly kind: 'chain'; readonly first: Expression; readonly rest: readonly ChainLink[] }

export interface ChainLink {
  readonly operator: Operator
  readonly operand: Expression
}
