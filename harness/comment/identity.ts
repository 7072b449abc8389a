// Which commits a comment speaks of: a number without its commit cannot be argued about.
import { code } from '../report/block.ts'
import type { Inline } from '../report/block.ts'
import { truncate } from '../report/display-width.ts'
import type { TargetInfo } from '../results/schema.ts'

/** Labels and subjects are cut short: a line must stay a line. */
const LABEL_WIDTH = 40
const SUBJECT_WIDTH = 100

/** ``Candidate `branch` at `1a2b3c4d5e` (Reuse statements; variant small; with uncommitted changes)`` */
export function identify(
  role: string,
  { label, commit, subject, variant, dirty }: TargetInfo,
): readonly Inline[] {
  const about = [
    ...(subject.trim() === '' ? [] : [truncate(subject, SUBJECT_WIDTH)]),
    ...(variant === undefined ? [] : [`variant ${shortLabel(variant)}`]),
    ...(dirty ? ['with uncommitted changes'] : []),
  ]
  const tail = about.length === 0 ? '' : ` (${about.join('; ')})`
  return [`${role} `, code(shortLabel(label)), ' at ', code(commit.slice(0, 10)), tail]
}

export function shortLabel(label: string): string {
  return truncate(label, LABEL_WIDTH)
}
