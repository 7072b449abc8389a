// Why nothing is searched for, and what to ask instead.
import type { Ends } from '../../bisect/record.ts'
import { formatQuantity, formatShare } from '../../core/format.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { Bisection } from './bisection.ts'
import { describeEstimate, describeMeasured, describeSubject, reasonOf } from './words.ts'

export function nothingLines(bisection: Bisection): readonly string[] {
  const { subject } = bisection.record.asked
  const ends = bisection.record.ends!
  const { verdict } = ends
  const estimate = describeEstimate(ends, subject)
  const measured = estimate === undefined ? '' : ` (${estimate})`
  const margin = marginOf(bisection)
  const how =
    verdict === 'same' ? `the same as base within ±${margin.used}` : `${verdict} than base`
  const advice = verdict === 'same' ? margin.advice : `Did you mean --find ${verdict}?`
  return [
    `head is ${how} in ${describeSubject(subject)}${measured}.`,
    `There is no ${subject.find} commit to search for. ${advice}`,
  ]
}

/** Where the floor is wider than any margin, a smaller --margin changes nothing. */
function marginOf({ record }: Bisection): { readonly used: string; readonly advice: string } {
  const { subject, marginRatio } = record.asked
  const { floor, label, unit, marginRatio: usual } = findMetric(subject.metric)
  const asked = marginRatio ?? usual
  const used = record.ends!.marginRatio ?? asked
  if (used <= asked)
    return {
      used: formatShare(used),
      advice: 'A smaller change can be searched for with --margin.',
    }
  return {
    used: formatShare(used),
    advice: `Differences of ${label} below ${formatQuantity(floor, unit)} never count, which are ±${formatShare(used)} here: choose another --metric.`,
  }
}

export function unclearLines({ record }: Bisection): readonly string[] {
  const { subject } = record.asked
  const ends = record.ends!
  return [
    `Whether head is ${subject.find} than base in ${describeSubject(subject)} is unclear${describeMeasured(ends, subject)}${reasonOf(ends)}.`,
    adviceFor(ends),
  ]
}

function adviceFor({ reason }: Ends): string {
  return reason === 'not-recorded'
    ? 'No number of units would tell: choose another --metric.'
    : 'Measure longer (--profile nightly, --rounds), on a quieter machine, or choose another --metric.'
}
