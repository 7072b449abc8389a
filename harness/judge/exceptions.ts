// Exceptions: what would fail at a place is allowed for a reason and until a day. They soften findings and never
// numbers; nothing allows wrong answers, failed servers or a session that nobody can believe. An exception that has
// expired, or that nothing needs, says so.
import type { ExceptionRule } from '../core/gate-rules.ts'
import type { Comparison, Finding } from './comparison.ts'
import { findMetric } from '../metrics/catalogue.ts'
import { describePattern, lastMatching, matchesPlace } from './places.ts'
import type { JudgeSettings } from './settings.ts'
import { towardsWorse } from './verdict.ts'

export function applyExceptions(
  findings: readonly Finding[],
  { exceptions, today }: Pick<JudgeSettings, 'exceptions' | 'today'>,
): readonly Finding[] {
  return [
    ...findings.map((finding) => {
      const place = finding.comparison ?? finding.budget
      const exception = place && lastMatching(exceptions, place)
      const mayMatter = exception !== undefined && finding.severity === 'fail'
      return mayMatter ? excuse(finding, exception, today) : finding
    }),
    ...exceptions
      .filter((exception) => isIdle(exception, findings, today))
      .map((exception) => describeIdle(exception, today)),
  ]
}

function excuse(finding: Finding, exception: ExceptionRule, today: string): Finding {
  const { reason, until, upToRatio } = exception
  const because = (text: string) => `${finding.message} ${text}`
  if (today > until)
    return {
      ...finding,
      exception,
      message: because(
        `The exception for it ("${reason}") expired on ${until}: cure it, or give the exception a later day.`,
      ),
    }
  if (upToRatio !== undefined && !isWithin(finding, upToRatio))
    return {
      ...finding,
      exception,
      message: because(
        `That is more than the exception for it ("${reason}") allows, ${Number((upToRatio * 100).toFixed(1))} %.`,
      ),
    }
  return {
    ...finding,
    exception,
    severity: 'warn',
    message: because(`It is allowed until ${until}: ${reason}`),
  }
}

/** Not shown to be worse than that. What has no interval is not shown to be anything. */
function isWithin({ comparison }: Finding, upToRatio: number): boolean {
  if (comparison === undefined) return false
  return (worseningOf(comparison) ?? 0) <= Math.log1p(upToRatio)
}

/** The end of the interval that is nearer to "no change", on the log scale with positive meaning worse. */
function worseningOf({ change, metric }: Comparison): number | undefined {
  if (change === undefined) return undefined
  const logs = { ...change, value: 0, low: Math.log(change.low), high: Math.log(change.high) }
  return towardsWorse(logs, findMetric(metric).better).low
}

/** One that has expired needs more than a doubt at its place to stay: only a failure, which then names it. */
function isIdle(exception: ExceptionRule, findings: readonly Finding[], today: string): boolean {
  const about = findings.filter((finding) => isAbout(exception, finding))
  return today > exception.until
    ? !about.some(({ severity }) => severity === 'fail')
    : about.length === 0
}

function isAbout(exception: ExceptionRule, { comparison, budget }: Finding): boolean {
  const place = comparison ?? budget
  return place !== undefined && matchesPlace(exception, place)
}

function describeIdle(exception: ExceptionRule, today: string): Finding {
  const { reason, until } = exception
  const state = today > until ? `, which expired on ${until},` : ''
  return {
    rule: 'exception',
    severity: 'warn',
    exception,
    message: `Expected the exception for ${describePattern(exception)} ("${reason}")${state} to allow something, found nothing that needs it: remove it.`,
  }
}
