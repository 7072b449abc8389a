// How a bisection ended: what was found, for whom, and with which exit code.
import { stageOf } from '../../bisect/progress.ts'
import type { Checked } from '../../bisect/record.ts'
import { EXIT, NOTHING_TO_FIND } from '../../core/errors.ts'
import type { Bisection } from './bisection.ts'

export type Conclusion =
  /** Exit code 0 only when the commit differs from the one before it as the ends differ. */
  | { readonly kind: 'found'; readonly commit: string; readonly checked: Checked }
  /** In the order of the history. */
  | { readonly kind: 'ambiguous'; readonly commits: readonly string[] }
  /** Head is the same as base, or differs in the other direction. */
  | { readonly kind: 'nothing-to-find' }
  /** Whether head differs could not be told. */
  | { readonly kind: 'unclear' }

/** Of a record that is complete. */
export function concludeFrom({ record, history }: Bisection): Conclusion {
  const stage = stageOf(record, history)
  const { ends, checked } = record
  if (stage.kind === 'nothing-to-find')
    return { kind: ends!.verdict === 'unclear' ? 'unclear' : 'nothing-to-find' }
  if (stage.kind !== 'named') throw new Error(`Expected a finished bisection, got ${stage.kind}.`)
  return stage.next.kind === 'found'
    ? { kind: 'found', commit: stage.next.commit, checked: checked! }
    : { kind: 'ambiguous', commits: stage.next.commits }
}

export function exitCodeOf(conclusion: Conclusion, { record }: Bisection): number {
  switch (conclusion.kind) {
    case 'found':
      return conclusion.checked.verdict === record.asked.subject.find ? EXIT.pass : EXIT.unclear
    case 'ambiguous':
    case 'unclear':
      return EXIT.unclear
    case 'nothing-to-find':
      return NOTHING_TO_FIND
  }
}
