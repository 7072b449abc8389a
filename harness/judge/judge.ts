// From a session to its judgement: comparisons of every candidate with the baseline, findings, exit code.
import { LIFE_CYCLE, readSeries } from '../metrics/series.ts'
import type { MetricSeries } from '../metrics/series.ts'
import type { Session } from '../results/schema.ts'
import { compare } from './compare.ts'
import type { Pair } from './compare.ts'
import type { Comparison, Finding, Judgement } from './comparison.ts'
import { worstExitCode } from './exit-code.ts'
import { RULES } from './rules/catalogue.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import type { JudgeSettings } from './settings.ts'
import { readValidity } from './validity.ts'
import type { ValidityMap } from './validity.ts'

/** Pure: the same session and settings always give the same judgement. */
export function judgeSession(session: Session, settings: Partial<JudgeSettings> = {}): Judgement {
  const filled = { ...DEFAULT_SETTINGS, ...settings }
  const comparisons = compareAll(session, filled)
  const checked = RULES.map((rule) => ({
    rule,
    findings: rule
      .check({ session, comparisons, settings: filled })
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

/** In the order of series, then of candidates. */
function compareAll(session: Session, settings: JudgeSettings): Comparison[] {
  const baseline = session.header.targets.find((target) => target.role === 'baseline')?.label
  if (baseline === undefined) return []
  const candidates = session.header.targets.filter((target) => target.role === 'candidate')
  const validity = readValidity(session)
  return readSeries(session).flatMap((series) =>
    candidates
      .map(({ label }) => pairOf(series, baseline, label, validity))
      .filter(isReadable)
      .map((pair) => compare(pair, settings)),
  )
}

/** A percentile that too few requests of one side support is no comparison: it could only ever be unclear. */
function isReadable({ series, baseline, candidate, invalid }: Pair): boolean {
  const holds = (label: string) => (series.values.get(label)?.length ?? 0) > 0
  return invalid || (holds(baseline) && holds(candidate))
}

function pairOf(
  series: MetricSeries,
  baseline: string,
  candidate: string,
  validity: ValidityMap,
): Pair {
  const here = series.scenario === LIFE_CYCLE ? undefined : validity.get(series.scenario)
  const sides = [baseline, candidate].flatMap((label) => here?.get(label) ?? [])
  return {
    series,
    baseline,
    candidate,
    notes: sides.flatMap((side) => side.notes),
    invalid: sides.some((side) => side.invalid),
  }
}
