// What is measured and what is expected of it, written down before the first session.

/**
 * A floor of HTTP, and two for which the server computes, with the share of p50 that is CPU time of the server: what
 * `--fault cpu=10%` makes a tenth longer. Measured inside the server, around its middleware, by one client on the small
 * snapshot.
 */
export const CPU_SHARES: Readonly<Record<string, number>> = {
  'buckets-list': 0.34,
  'events-limit-1000': 0.81,
  'query-7-days': 0.84,
}

export const SCENARIOS = Object.keys(CPU_SHARES)

/**
 * Where +10 % CPU makes p50 longer by more than its margin of 5 %. The others are neither expected to be found nor are
 * they unaffected.
 */
export const AFFECTED = SCENARIOS.filter((scenario) => CPU_SHARES[scenario]! > 0.5)

export const GOALS = {
  /** Most sessions of unchanged builds that may be red. */
  redUnchanged: 0.01,
  /** Least share of affected p50 that is called slower. */
  found: 0.95,
  /** Least share of unaffected p50 that ends as `same` in `pr`. */
  same: 0.9,
} as const

/** How much is measured in 90 minutes: about 5 s per process and unit of `quick`, 9 s of `pr`. */
export const WHOLE = {
  minutes: 90,
  aaSessions: 20,
  aaLongUnits: 27,
  faultLongUnits: 27,
  faultSessions: 10,
} as const
