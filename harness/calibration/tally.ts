// Counts over judged sessions, and shares with their uncertainty.
import { EXIT } from '../core/errors.ts'
import type { Comparison, Verdict } from '../judge/comparison.ts'
import type { Outcome } from './judge-drawn.ts'

export interface Share {
  readonly hits: number
  readonly of: number
}

export interface Tally {
  readonly sessions: number
  readonly red: Share
  readonly invalid: Share
  /** Mean units per session. */
  readonly units: number
  /** Share of gating comparisons for which the test holds. */
  readonly gating: (test: (comparison: Comparison) => boolean) => Share
  readonly p50: (verdict: Verdict, scenarios: readonly string[]) => Share
  /** Sessions that are red by a metric of other scenarios than these. */
  readonly redElsewhere: (scenarios: readonly string[]) => Share
}

export function tallyOf(outcomes: readonly Outcome[]): Tally {
  const count = (test: (outcome: Outcome) => boolean): Share => ({
    hits: outcomes.filter(test).length,
    of: outcomes.length,
  })
  const comparisons = outcomes.flatMap((outcome) => outcome.comparisons)
  const share = (among: readonly Comparison[], test: (one: Comparison) => boolean): Share => ({
    hits: among.filter(test).length,
    of: among.length,
  })
  return {
    sessions: outcomes.length,
    red: count(({ exitCode }) => exitCode === EXIT.regression),
    invalid: count(({ exitCode }) => exitCode === EXIT.invalid),
    units: outcomes.reduce((sum, { units }) => sum + units, 0) / outcomes.length,
    gating: (test) =>
      share(
        comparisons.filter(({ gating }) => gating),
        test,
      ),
    p50: (verdict, scenarios) =>
      share(
        comparisons.filter(
          ({ metric, scenario }) => metric === 'p50' && scenarios.includes(scenario),
        ),
        (comparison) => comparison.verdict === verdict,
      ),
    redElsewhere: (scenarios) =>
      count(({ red }) => red.some(({ scenario }) => !scenarios.includes(scenario))),
  }
}

/** Wilson's 95 % interval of a share. */
export function intervalOf({ hits, of }: Share): readonly [number, number] {
  const z = 1.96
  const centre = (hits + (z * z) / 2) / (of + z * z)
  const half = (z * Math.sqrt((hits * (of - hits)) / of + (z * z) / 4)) / (of + z * z)
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}

export function sumOf(shares: readonly Share[]): Share {
  return {
    hits: shares.reduce((sum, { hits }) => sum + hits, 0),
    of: shares.reduce((sum, { of }) => sum + of, 0),
  }
}
