// What a reader must know before trusting the numbers: doubts that travelled with them, then standing ones.
import { heading } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { collectNotes, noteSentence } from '../notes.ts'
import type { ReportView } from '../view.ts'
import { isAboutAnswers } from './answers.ts'

/** A session of many units repeats itself; the session file has every note. */
const NOTES_MAX = 20

export function caveatsSection(view: ReportView): readonly Block[] {
  const notes = collectNotes(view).filter((note) => !isAboutAnswers(note))
  const left = notes.length - NOTES_MAX
  const items: readonly Text[] = [
    ...notes.slice(0, NOTES_MAX).map(noteSentence),
    ...(left > 0 ? [`${left} further notes are in the session file.`] : []),
    ...STANDING,
  ]
  return [heading(2, 'Caveats'), { kind: 'list', items }]
}

const STANDING: readonly string[] = [
  'One machine, over the loopback interface, with the load generator beside the servers: ratios carry over to other machines better than the values do.',
  'Intervals cover the luck of restarts and slices on this machine, not other hardware, other data or other days.',
  'Margins differ by metric: waiting times of open loops alarm only on large shifts, since queueing amplifies noise.',
]
