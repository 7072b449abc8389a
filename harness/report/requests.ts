// Whether the requests of the complete units were answered: counts over all their slices.
import { formatCount } from '../core/format.ts'
import type { Recording } from '../results/schema.ts'
import { shownTargets } from './view.ts'
import type { ReportView } from './view.ts'

export interface RequestCounts {
  readonly target: string
  readonly served: number
  /** Due in an open loop, but never sent. */
  readonly missed: number
  /** By code, such as `status-500`. */
  readonly failures: ReadonlyMap<string, number>
}

export function countRequests(view: ReportView): readonly RequestCounts[] {
  const slices = view.session.units
    .filter(({ state }) => state === 'complete')
    .flatMap((unit) => unit.slices)
  return shownTargets(view).map(({ label }) =>
    sum(
      label,
      slices.filter(({ target }) => target === label).flatMap(({ recordings }) => recordings),
    ),
  )
}

/** One sentence for all builds, or what was wrong with which of them. */
export function describeRequests(view: ReportView): string {
  const counts = countRequests(view)
  const served = counts.reduce((total, each) => total + each.served, 0)
  const wrong = counts.flatMap(describeWrong)
  if (served === 0 && wrong.length === 0) return 'No request was measured.'
  const answered = `${formatCount(served)} measured requests were answered as expected`
  return wrong.length === 0
    ? `${answered}, none failed, none was left unsent.`
    : `${answered}; ${wrong.join('; ')}.`
}

function describeWrong({ target, missed, failures }: RequestCounts): readonly string[] {
  const failed = [...failures].map(([code, count]) => `${formatCount(count)} × ${code}`)
  const parts = [
    ...(failed.length === 0 ? [] : [`failed ${failed.join(', ')}`]),
    ...(missed === 0 ? [] : [`left ${formatCount(missed)} due requests unsent`]),
  ]
  return parts.length === 0 ? [] : [`"${target}" ${parts.join(' and ')}`]
}

function sum(target: string, recordings: readonly Recording[]): RequestCounts {
  const failures = new Map<string, number>()
  for (const [code, count] of recordings.flatMap((one) => Object.entries(one.failures)))
    if (count > 0) failures.set(code, (failures.get(code) ?? 0) + count)
  const total = (key: 'served' | 'missed') => recordings.reduce((all, one) => all + one[key], 0)
  return { target, served: total('served'), missed: total('missed'), failures }
}
