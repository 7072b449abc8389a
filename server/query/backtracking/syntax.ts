// The tree of a pattern, in the dialect that clients know from fancy-regex.

/** Whether a code point is in a set. */
export type CharTest = (codePoint: number) => boolean

/** A condition on a place between characters. */
export type PlaceTest = (text: readonly number[], at: number) => boolean

export type Node =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'place'; readonly test: PlaceTest }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | Repeat
  | { readonly kind: 'capture'; readonly group: number; readonly body: Node }
  /** Once it has matched, it is not asked for another match. */
  | { readonly kind: 'atomic'; readonly body: Node }
  | {
      readonly kind: 'look'
      readonly isBehind: boolean
      readonly isNegated: boolean
      readonly body: Node
    }
  | { readonly kind: 'reference'; readonly group: number; readonly ignoresCase: boolean }
  | {
      readonly kind: 'conditional'
      readonly group: number
      /** The group has matched. */
      readonly present: Node
      readonly absent: Node
    }

export interface Repeat {
  readonly kind: 'repeat'
  readonly body: Node
  readonly least: number
  /** Infinity: no limit. */
  readonly most: number
  readonly isGreedy: boolean
}

export const NOTHING: Node = { kind: 'sequence', parts: [] }

export class RegexSyntaxError extends Error {
  override readonly name = 'RegexSyntaxError'
}
