// A check weighs facts about the machine: how good they are for measuring, what was found, and what to do about it.
import type { Facts } from './facts.ts'

/** `bad` means that numbers taken here cannot be believed; `caution` that they are noisier than they need be. */
export type CheckState = 'ok' | 'caution' | 'bad' | 'unknown'

export interface CheckResult {
  readonly state: CheckState
  /** What was found, in one line. */
  readonly found: string
  /** What that means, and what to do. */
  readonly meaning: string
  /** For scripts, with units in the names. */
  readonly values: Readonly<Record<string, unknown>>
}

export interface Check {
  /** Stable, kebab-case. */
  readonly id: string
  /** At most 14 characters, for the first column. */
  readonly title: string
  readonly weigh: (facts: Facts) => CheckResult
}

const RANKS: Readonly<Record<CheckState, number>> = { ok: 0, unknown: 0, caution: 1, bad: 2 }

/** What is not known is no reason to doubt; nothing at all is `ok`. */
export function worstState(states: readonly CheckState[]): Exclude<CheckState, 'unknown'> {
  const worst = Math.max(0, ...states.map((state) => RANKS[state]))
  return (['ok', 'caution', 'bad'] as const)[worst]!
}

/** The state that a number falls into: beyond `bad`, beyond `caution`, or neither. */
export function stateAbove(
  value: number,
  limits: { readonly caution: number; readonly bad: number },
): Exclude<CheckState, 'unknown'> {
  if (value > limits.bad) return 'bad'
  return value > limits.caution ? 'caution' : 'ok'
}

export const notMeasured = (found: string, meaning: string): CheckResult => ({
  state: 'unknown',
  found,
  meaning,
  values: {},
})
