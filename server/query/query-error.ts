// Why a query failed, in the words that clients know: only the variant name is a contract.
import { quoteLikeRust } from './rust-text.ts'

export type QueryErrorVariant =
  | 'ParsingError'
  | 'EmptyQuery'
  | 'VariableNotDefined'
  | 'MathError'
  | 'InvalidType'
  | 'InvalidFunctionParameters'
  | 'TimeIntervalError'
  | 'BucketQueryError'
  | 'RegexCompileError'
  // Ours: the query asked for more than one client may take, or was told to stop.
  | 'LimitExceeded'
  | 'Stopped'

/** `message` is what a client gets, e.g. `VariableNotDefined("x")`; `text` is what stands in its quotes. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  readonly variant: QueryErrorVariant
  readonly text: string

  constructor(variant: QueryErrorVariant, text = '') {
    super(variant === 'EmptyQuery' ? variant : `${variant}(${quoteLikeRust(text)})`)
    this.variant = variant
    this.text = text
  }
}

/** A function stands in the returned value: no JSON exists for it, and clients get a bare 500 page. */
export class UnprintableResultError extends Error {
  override readonly name = 'UnprintableResultError'
}
