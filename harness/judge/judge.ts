// From a session to its judgement: comparisons of every candidate with the baseline, findings, exit code.
import { readSeries } from '../metrics/series.ts'
import type { ReadSeries } from '../metrics/series.ts'
import type { Session } from '../results/schema.ts'
import { judgeAtLooks } from './at-looks.ts'
import type { Comparison, Finding, Judgement } from './comparison.ts'
import { controlsOf } from './control.ts'
import { doubtsAbout } from './doubts.ts'
import { worstExitCode } from './exit-code.ts'
import { RULES } from './rules/catalogue.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import type { JudgeSettings } from './settings.ts'

/** Pure: the same session and settings always give the same judgement. */
export function judgeSession(
  session: Session,
  settings: Partial<JudgeSettings> = {},
  read: ReadSeries = readSeries,
): Judgement {
  const filled = { ...DEFAULT_SETTINGS, ...settings }
  const { comparisons: found, controlP } = judgeAtLooks(session, filled, true, read)
  const doubts = doubtsAbout(session, controlP, filled)
  const comparisons =
    doubts.length === 0 ? found : withdrawn(found, controlsOf(session.header), doubts)
  const checked = RULES.map((rule) => ({
    rule,
    findings: rule
      .check({ session, comparisons, doubts, settings: filled })
      .map((finding): Finding => Object.assign({ rule: rule.name }, finding)),
  }))
  const failed = checked.filter(({ findings }) =>
    findings.some(({ severity }) => severity === 'fail'),
  )
  return {
    comparisons,
    findings: checked.flatMap(({ findings }) => findings),
    exitCode: worstExitCode(failed.map(({ rule }) => rule.exitCode)),
  }
}

/** Values and intervals stay visible; no candidate is called anything. The control keeps its verdicts as evidence. */
function withdrawn(
  comparisons: readonly Comparison[],
  controls: ReadonlySet<string>,
  doubts: readonly string[],
): Comparison[] {
  const reasons = doubts.map((reason) => ({ code: 'session-invalid', reason }) as const)
  return comparisons.map((comparison) =>
    controls.has(comparison.candidate)
      ? comparison
      : { ...comparison, verdict: 'invalid', notes: [...reasons, ...comparison.notes] },
  )
}
