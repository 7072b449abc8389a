// What judging produces: one comparison per scenario, load, metric and candidate, and the findings of the rules.
import type { Note } from '../core/notes.ts'
import type { ExitCode } from '../core/errors.ts'
import type { ExceptionRule } from '../core/gate-rules.ts'
import type { Estimate } from '../stats/estimate.ts'
import type { BudgetResult } from './budget.ts'

/** `same` needs the whole interval inside the margin; `unclear` is not `same`. */
export type Verdict = 'slower' | 'faster' | 'same' | 'unclear' | 'invalid'

export interface Comparison {
  /** `life-cycle` for start-up, size and memory metrics, which belong to no scenario. */
  readonly scenario: string
  readonly load: string
  readonly metric: string
  readonly baseline: string
  readonly candidate: string
  /** Typical value of each role in the metric's unit: median over units; undefined when nothing was recorded. */
  readonly baselineValue: number | undefined
  readonly candidateValue: number | undefined
  /** Candidate divided by baseline; undefined when fewer than two complete units hold both. */
  readonly change: Estimate | undefined
  readonly verdict: Verdict
  /** Practical margin T as a ratio, 0.05 for ±5 %; wider where the metric's floor is the larger of the two. */
  readonly marginRatio: number
  /** Whether the verdict may gate; p99 and open-loop waiting times only inform. */
  readonly gating: boolean
  /** Smallest true change this session could have shown, as a ratio above 1 minus 1 (T + half-width). */
  readonly detectableRatio: number | undefined
  /**
   * How surprising all this would be if the candidate equalled the baseline, adjusted for the gating metrics, the
   * candidates and the looks; only for gating metrics. A `slower` above the alarm level is not confirmed.
   */
  readonly alarmP?: number | undefined
  /** Further units that would decide it at the present noise; 0 once decided, undefined where no number would. */
  readonly unitsNeeded: number | undefined
  /** What the control, the same build again, differs by here: candidate / baseline of pure noise. */
  readonly control?: Estimate | undefined
  /**
   * The smallest change that four of five sessions of this length find, by a calibration of this machine; absent where
   * there is none that holds for this session.
   */
  readonly calibratedRatio?: number | undefined
  /** Complete units of the look at which the verdict was read; a verdict once reached stays. */
  readonly look?: number | undefined
  readonly notes: readonly Note[]
}

export interface Finding {
  readonly rule: string
  readonly severity: 'fail' | 'warn' | 'info'
  /** Plain sentence with expected and found. */
  readonly message: string
  readonly comparison?: Comparison
  readonly budget?: BudgetResult
  /** What a `fail` ends the command with, where it differs from what its rule says. */
  readonly exitCode?: ExitCode
  /** What allows that which would have failed, or would allow it had it not expired. */
  readonly exception?: ExceptionRule
}

export interface Judgement {
  readonly comparisons: readonly Comparison[]
  /** Absolute limits of the gate's rules, each held against every candidate; most sessions have none. */
  readonly budgets: readonly BudgetResult[]
  readonly findings: readonly Finding[]
  readonly exitCode: ExitCode
}
