// The answer for people, on stdout.
import { relative } from 'node:path'
import { isPassing } from '../../bisect/reason.ts'
import type { Checked } from '../../bisect/record.ts'
import type { RangeCommit } from '../../refs/read-range.ts'
import type { Bisection } from './bisection.ts'
import type { Conclusion } from './conclusion.ts'
import { nothingLines, unclearLines } from './nothing-text.ts'
import { adviceLines, againLine, skippedLines } from './skipped-text.ts'
import { describeMeasured, describeSubject, nameCommit, reasonOf, shortIdOf } from './words.ts'

export function conclusionText(conclusion: Conclusion, bisection: Bisection): string {
  const lines = [...answerLines(conclusion, bisection), ...whereLines(bisection)]
  return `${lines.join('\n')}\n`
}

function answerLines(conclusion: Conclusion, bisection: Bisection): readonly string[] {
  switch (conclusion.kind) {
    case 'found':
      return foundLines(conclusion, bisection)
    case 'ambiguous':
      return ambiguousLines(conclusion.commits, bisection)
    case 'nothing-to-find':
      return nothingLines(bisection)
    case 'unclear':
      return unclearLines(bisection)
  }
}

function foundLines(
  { commit, checked }: Extract<Conclusion, { kind: 'found' }>,
  bisection: Bisection,
): readonly string[] {
  const { history, record } = bisection
  const { subject } = record.asked
  const found = history.find(({ id }) => id === commit)!
  const before = `${shortIdOf(bisection, checked.before)}, the commit before it`
  return [
    `${commit} is the first ${subject.find} commit`,
    ...commitLines(found, bisection),
    '',
    `${describeSubject(subject)}:`,
    `  against ${before}: ${checked.verdict}${describeMeasured(checked, subject)}${reasonOf(checked)}`,
    endsLine(bisection),
    ...doubtLines(checked, bisection),
    ...skippedLines(bisection),
  ]
}

/** As `git show` begins. */
function commitLines(commit: RangeCommit, bisection: Bisection): readonly string[] {
  const { parents, author, authoredAt, subject } = commit
  const merged = parents.map((id) => shortIdOf(bisection, id)).join(' ')
  return [
    ...(parents.length > 1 ? [`Merge:  ${merged}`] : []),
    `Author: ${author}`,
    `Date:   ${authoredAt}`,
    '',
    `    ${subject}`,
  ]
}

function endsLine({ record }: Bisection): string {
  const ends = record.ends!
  return `  head against base: ${ends.verdict}${describeMeasured(ends, record.asked.subject)}`
}

/** The search found where half of the change is passed; alone the commit need not bring all of it. */
function doubtLines({ verdict, reason }: Checked, bisection: Bisection): readonly string[] {
  const { find } = bisection.record.asked.subject
  if (verdict === find) return []
  if (isPassing(reason)) return ['', againLine('It was not checked', bisection)]
  return [
    '',
    `Alone it is not shown to be ${find}: it is where half of the change between the ends is passed.`,
    'The change may have come in several steps, or needs more units to be shown (--profile nightly).',
  ]
}

function ambiguousLines(commits: readonly string[], bisection: Bisection): readonly string[] {
  const { subject } = bisection.record.asked
  return [
    `Only skipped commits are left to test. The first ${subject.find} commit could be any of:`,
    ...commits.map((id) => `  ${nameCommit(bisection, id)}`),
    '',
    `${describeSubject(subject)}:`,
    endsLine(bisection),
    ...skippedLines(bisection),
    ...adviceLines(commits, bisection),
  ]
}

function whereLines({ context, recordFile }: Bisection): readonly string[] {
  const record = relative(context.directory, recordFile)
  const sessions = record.replace(/\.bisect\.jsonl$/, '-*.session.jsonl')
  return ['', `Sessions: ${sessions} (heartbench report shows each)`, `Record: ${record}`]
}
