// A gate rule looks at a judged session and says in plain sentences what it found.
import type { ExitCode } from '../../core/errors.ts'
import type { Session } from '../../results/schema.ts'
import type { BudgetResult } from '../budget.ts'
import type { Comparison, Finding } from '../comparison.ts'
import type { JudgeSettings } from '../settings.ts'

export interface RuleInput {
  readonly session: Session
  readonly comparisons: readonly Comparison[]
  readonly budgets: readonly BudgetResult[]
  /** What makes the session as a whole invalid; its comparisons are withdrawn then. */
  readonly doubts: readonly string[]
  readonly settings: JudgeSettings
}

export interface Rule {
  readonly name: string
  /** For people, a few words without a verdict. */
  readonly title: string
  /** What somebody has to do when it fails. */
  readonly advice: string
  /** What the command ends with when a finding of this rule has severity `fail` and no exit code of its own. */
  readonly exitCode: ExitCode
  check(input: RuleInput): readonly Omit<Finding, 'rule'>[]
}
