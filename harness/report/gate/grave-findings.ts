// What a gate has to say, gravest first: by severity, then by whose cure comes first, then by the size of the change.
import { EXIT_PRECEDENCE } from '../../judge/exit-code.ts'
import type { Comparison, Finding } from '../../judge/comparison.ts'
import { describeSubject } from '../../judge/describe.ts'
import { findRule } from '../../judge/rules/catalogue.ts'
import type { ScenarioInfo } from '../../results/schema.ts'

/** Failures and warnings; what is merely noted stands in the reports. */
export function graveFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .toSorted((a, b) => rank(a) - rank(b) || sizeOf(b.comparison) - sizeOf(a.comparison))
}

/** `Regression: p50 of writes on branch`. */
export function titleOf(finding: Finding, scenarios: readonly ScenarioInfo[]): string {
  const about = finding.comparison ?? finding.budget
  const subject = about === undefined ? '' : `: ${describeSubject(about, scenarios)}`
  return `${findRule(finding.rule)?.title ?? 'Exception'}${subject}`
}

/** What somebody has to do about it; undefined where the message says it, or nothing has to be done. */
export function adviceOf({ rule, severity }: Finding): string | undefined {
  return severity === 'fail' ? findRule(rule)?.advice : undefined
}

/** Warnings about the rules themselves come before doubts about numbers, those about what decides nothing last. */
function rank({ severity, rule, exitCode, comparison, budget }: Finding): number {
  const isAboutNumbers = comparison !== undefined || budget !== undefined
  if (severity !== 'fail')
    return EXIT_PRECEDENCE.length + (comparison?.gating === false ? 2 : isAboutNumbers ? 1 : 0)
  return EXIT_PRECEDENCE.indexOf(exitCode ?? findRule(rule)!.exitCode)
}

/** On the log scale: a third of the time is as far as three times. */
function sizeOf(comparison: Comparison | undefined): number {
  return comparison?.change === undefined ? 0 : Math.abs(Math.log(comparison.change.value))
}
