// What was skipped, why, and what might tell it after all.
import { isPassing } from '../../bisect/reason.ts'
import type { Tried } from '../../bisect/record.ts'
import type { Bisection } from './bisection.ts'
import { howToResume } from './how-to-resume.ts'
import { countCommits, nameCommit, reasonOf } from './words.ts'

export function skippedLines(bisection: Bisection): readonly string[] {
  const skipped = bisection.record.tried.filter(({ answer }) => answer === 'skip')
  if (skipped.length === 0) return []
  return [
    '',
    `Skipped: ${countCommits(skipped.length)}`,
    ...skipped.map((line) => `  ${nameCommit(bisection, line.commit)}${reasonOf(line)}`),
  ]
}

/** More units, or a quieter hour, may tell what had no answer; what is broken stays broken. */
export function adviceLines(commits: readonly string[], bisection: Bisection): readonly string[] {
  const skipped = bisection.record.tried.filter(
    ({ commit, answer }) => answer === 'skip' && commits.includes(commit),
  )
  // Records of older versions have no reasons: there, what was measured is taken for unclear.
  const isUnclear = ({ reason, risk }: Tried) => reason === 'unclear' || (!reason && risk > 0)
  const lines = [
    ...(skipped.some(isUnclear)
      ? ['Some of them were unclear after all planned units: try again with --profile nightly.']
      : []),
    ...(skipped.some(({ reason }) => isPassing(reason))
      ? [againLine('Some of them were skipped', bisection)]
      : []),
  ]
  return lines.length === 0 ? [] : ['', ...lines]
}

export function againLine(what: string, bisection: Bisection): string {
  return `${what} for what may be no commit's doing, such as a busy machine or network. To try again: ${howToResume(bisection)}`
}
