// The test cases of one candidate: what may decide the exit code, and what a rule has to say.
import type { Comparison, Finding, Judgement } from '../../judge/comparison.ts'
import { describeComparison, describeDetectable } from '../../judge/describe.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import { completeUnits } from '../../metrics/usable-units.ts'
import type { Session } from '../../results/schema.ts'

export interface TestCase {
  readonly classname: string
  readonly name: string
  /** Measured on the candidate; undefined where no load was. */
  readonly seconds?: number | undefined
  readonly result: 'passed' | 'failure' | 'error' | 'skipped'
  /** What kind of failure or error; the name of the case where it is none. */
  readonly type?: string | undefined
  /** Lines of plain text; empty where there is nothing to say. */
  readonly message: string
}

export function casesOf(
  session: Session,
  { comparisons, findings }: Judgement,
  candidate: string,
  classPrefix: string,
): TestCase[] {
  return comparisons
    .filter((comparison) => comparison.candidate === candidate)
    .map((comparison) => ({ comparison, found: findingsAt(findings, comparison) }))
    .filter(({ comparison, found }) => comparison.gating || found.some(isFailure))
    .map(({ comparison, found }) => caseOf(session, comparison, found, classPrefix))
}

function caseOf(
  session: Session,
  comparison: Comparison,
  found: readonly Finding[],
  classPrefix: string,
): TestCase {
  return {
    classname: `${classPrefix}${comparison.scenario}`,
    name: nameOf(comparison, session),
    seconds: measuredSeconds(comparison, session),
    ...resultOf(comparison, found, session),
  }
}

function resultOf(
  comparison: Comparison,
  found: readonly Finding[],
  { header }: Session,
): Pick<TestCase, 'result' | 'type' | 'message'> {
  const failed = found.filter(isFailure)
  const sentence = describeComparison(comparison, header.scenarios)
  const detectable = describeDetectable(comparison)
  if (failed.length > 0) {
    const messages = [...failed.map(({ message }) => message), detectable]
    return { result: 'failure', type: failed[0]!.rule, message: messages.join('\n') }
  }
  switch (comparison.verdict) {
    case 'invalid':
      return { result: 'error', type: 'invalid', message: sentence }
    case 'unclear':
      return { result: 'skipped', message: `${sentence} ${detectable}` }
    // Nobody's change is red for it, but it is no pass either.
    case 'slower':
      return { result: 'skipped', message: found[0]?.message ?? sentence }
    case 'faster':
    case 'same':
      return { result: 'passed', message: `${sentence} ${detectable}` }
  }
}

function findingsAt(findings: readonly Finding[], comparison: Comparison): Finding[] {
  return findings.filter(
    (finding) => finding.comparison !== undefined && isSame(finding.comparison, comparison),
  )
}

function isSame(one: Comparison, other: Comparison): boolean {
  return (['scenario', 'load', 'metric', 'candidate'] as const).every(
    (key) => one[key] === other[key],
  )
}

function isFailure({ severity }: Finding): boolean {
  return severity === 'fail'
}

/** The load is named where a scenario has several. */
function nameOf({ metric, scenario, load }: Comparison, { header }: Session): string {
  const loads = header.scenarios.find(({ name }) => name === scenario)?.loads.length ?? 0
  const { label } = findMetric(metric)
  return loads > 1 ? `${label} (${load})` : label
}

function measuredSeconds(
  { scenario, load, candidate }: Comparison,
  session: Session,
): number | undefined {
  const windows = completeUnits(session)
    .flatMap(({ slices }) => slices)
    .filter((slice) => slice.scenario === scenario && slice.target === candidate)
    .flatMap(({ recordings }) => recordings.filter((recording) => recording.load === load))
    .map(({ windowMs }) => windowMs)
  return windows.length === 0 ? undefined : windows.reduce((sum, ms) => sum + ms, 0) / 1000
}
