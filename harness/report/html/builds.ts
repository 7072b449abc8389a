// The builds that a report shows, each with the line it is drawn with everywhere on the page and in every candidate's
// report of the session.
import type { TargetInfo } from '../../results/schema.ts'
import type { ReportView } from '../view.ts'
import { markup } from './markup.ts'
import type { Html } from './markup.ts'

export interface Build {
  readonly label: string
  readonly role: 'baseline' | 'between' | 'candidate' | 'control'
  /** Class of its lines and dots. */
  readonly line: string
}

/** Different dashes as well as different colours. */
const LINES = 5

export function buildsOf(view: ReportView): readonly Build[] {
  const { baseline, between, candidate, control } = view
  const { targets } = view.session.header
  const others = targets.filter((target) => target !== baseline && target !== control)
  const lineOf = (target: TargetInfo) => `line-${(others.indexOf(target) % LINES) + 1}`
  return [
    { label: baseline.label, role: 'baseline', line: 'line-0' },
    ...between.map((one) => ({ label: one.label, role: 'between', line: lineOf(one) }) as const),
    { label: candidate.label, role: 'candidate', line: lineOf(candidate) },
    ...(control === undefined
      ? []
      : [{ label: control.label, role: 'control', line: 'line-control' } as const]),
  ]
}

/** Which line is whose, under a chart. */
export function legend(builds: readonly Build[]): Html {
  const items = builds.map(
    ({ label, line }) =>
      markup`<li>
<svg class="key" viewBox="0 0 28 10" aria-hidden="true">
<path class="${line}" d="M1 5H27" /></svg>${label}
</li>`,
  )
  return markup`<ul class="legend">
${items}
</ul> `
}
