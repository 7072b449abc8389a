// The rules of a gate as data: what a config asks for, what travels in the header of a session, what is judged by.

/** Globs of scenario, load and metric id; `life-cycle` is the scenario of start-up, size and memory metrics. */
export interface PlacePattern {
  readonly scenario: string
  readonly load: string
  readonly metric: string
}

/** What an unclear result does: nothing, a warning, or exit code 7. */
export type UnclearPolicy = 'pass' | 'warn' | 'fail'

/** Of several that match a place the last one that says something counts. */
export interface MarginRule extends PlacePattern {
  /** Practical margin T as a ratio: 0.03 for ±3 %. */
  readonly marginRatio?: number | undefined
  /** Whether the metric may turn the session red, and so belongs to the family whose alarms are corrected together. */
  readonly gating?: boolean | undefined
}

/** An amount and what it is an amount of; metrics in milliseconds are compared with microseconds, too. */
export interface Limit {
  readonly amount: number
  readonly of: 'us' | 'perSecond' | 'bytes' | 'count'
}

/** An absolute limit for the candidate's own value. `metric` is an id, no glob; the last that matches a place counts. */
export interface BudgetRule extends PlacePattern {
  readonly bound: 'at most' | 'at least'
  readonly limit: Limit
}

/** Demands the verdict `same`; what is unclear there fails. */
export interface SameRule extends PlacePattern {
  /** Whether `faster` is good enough. */
  readonly allowFaster: boolean
}

/** Allows what would fail at a place, up to and including a day (UTC, `2026-12-31`). */
export interface ExceptionRule extends PlacePattern {
  readonly reason: string
  readonly until: string
  /** Allows no change that is shown to be worse than this ratio, and no broken budget; absent: any. */
  readonly upToRatio?: number | undefined
}

export interface GateRules {
  readonly unclear: UnclearPolicy
  readonly margins: readonly MarginRule[]
  readonly budgets: readonly BudgetRule[]
  readonly mustBeSame: readonly SameRule[]
  readonly exceptions: readonly ExceptionRule[]
}
