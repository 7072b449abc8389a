// From a session to its judgement: comparisons of every candidate with the baseline, findings, exit code.
import { readSeries } from '../metrics/series.ts'
import type { ReadSeries } from '../metrics/series.ts'
import type { Session } from '../results/schema.ts'
import type { ExitCode } from '../core/errors.ts'
import { judgeAtLooks } from './at-looks.ts'
import type { AtLooks } from './at-looks.ts'
import type { BudgetResult } from './budget.ts'
import type { Comparison, Finding, Judgement } from './comparison.ts'
import { controlsOf } from './control.ts'
import { doubtsAbout } from './doubts.ts'
import { withCalibration } from './calibrated.ts'
import { applyExceptions } from './exceptions.ts'
import { worstExitCode } from './exit-code.ts'
import { findRule, RULES } from './rules/catalogue.ts'
import { fillSettings } from './settings.ts'
import type { JudgeSettings } from './settings.ts'

/** Pure: the same session and settings always give the same judgement. */
export function judgeSession(
  session: Session,
  settings: Partial<JudgeSettings> = {},
  read: ReadSeries = readSeries,
): Judgement {
  const filled = fillSettings(session, settings)
  const atLooks = withCalibration(judgeAtLooks(session, filled, true, read), session)
  const doubts = doubtsAbout(session, atLooks.controlP, filled)
  const { comparisons, budgets } =
    doubts.length === 0 ? atLooks : withdrawn(atLooks, controlsOf(session.header), doubts)
  const input = { session, comparisons, budgets, doubts, settings: filled }
  const found = RULES.flatMap((rule) =>
    rule.check(input).map((finding): Finding => Object.assign({ rule: rule.name }, finding)),
  )
  const findings = applyExceptions(found, filled)
  return { comparisons, budgets, findings, exitCode: worstExitCode(findings.flatMap(codeOf)) }
}

function codeOf({ severity, rule, exitCode }: Finding): readonly ExitCode[] {
  if (severity !== 'fail') return []
  return [exitCode ?? findRule(rule)!.exitCode]
}

/** Values and intervals stay visible; no candidate is called anything. The control keeps its verdicts as evidence. */
function withdrawn(
  { comparisons, budgets }: AtLooks,
  controls: ReadonlySet<string>,
  doubts: readonly string[],
): Pick<AtLooks, 'comparisons' | 'budgets'> {
  const reasons = doubts.map((reason) => ({ code: 'session-invalid', reason }) as const)
  const withdraw = <Judged extends Comparison | BudgetResult>(judged: Judged): Judged => ({
    ...judged,
    verdict: 'invalid',
    notes: [...reasons, ...judged.notes],
  })
  return {
    comparisons: comparisons.map((each) => (controls.has(each.candidate) ? each : withdraw(each))),
    budgets: budgets.map(withdraw),
  }
}
