// What one query may take. The language has no loops, so a program's cost is bounded by its length and by the
// sizes that repeated doubling (`a = a + a`) can reach.

export const LIMITS = {
  /** Characters of a program; the largest real category rules take some hundred thousand. */
  programChars: 4 * 2 ** 20,
  /** Expressions and blocks inside each other; also lists and dicts inside each other as values. */
  depth: 200,
  /** Expressions evaluated per period. */
  steps: 2_000_000,
  /** Events and items in one value, counting what is inside of them. */
  items: 5_000_000,
  /** Events and items that calls and operators read and make, per period. */
  work: 400_000_000,
  /** Events and items in all variables together. */
  heldItems: 30_000_000,
  /** Characters of one string value. */
  stringChars: 4 * 2 ** 20,
} as const

/** What the operator of a server may set. */
export interface QueryLimits {
  /** For all periods of a request together. */
  readonly timeMs: number
  /** Events and items in one value; LIMITS.items at most. */
  readonly items: number
}

/** The longest time-out that clients are known to be given. */
const DEFAULT_TIME_MS = 300_000

export const DEFAULT_QUERY_LIMITS: QueryLimits = {
  timeMs: DEFAULT_TIME_MS,
  items: LIMITS.items,
}
