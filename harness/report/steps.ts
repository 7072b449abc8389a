// The steps between the builds that a report shows, and what they are called.
import type { TargetInfo } from '../results/schema.ts'
import { code, strong } from './block.ts'
import type { Inline } from './block.ts'
import { shownTargets } from './view.ts'
import type { ReportView } from './view.ts'

export interface Step {
  readonly from: TargetInfo
  readonly to: TargetInfo
}

export function stepsOf(view: ReportView): readonly Step[] {
  const targets = shownTargets(view)
  return targets.slice(1).map((to, index) => ({ from: targets[index]!, to }))
}

/** `master → midpoint`; where the step is a commit, which one. */
export function nameStep({ from, to }: Step): readonly Inline[] {
  const name = strong(`${from.label} → ${to.label}`)
  if (from.commit === to.commit) return [name]
  const id = to.commit.slice(0, 10)
  return id.startsWith(to.label)
    ? [name, ` ${to.subject}`]
    : [name, ' (', code(id), ` ${to.subject})`]
}
