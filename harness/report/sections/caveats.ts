// What a reader must know before trusting the numbers: doubts that travelled with them, then standing ones.
import { heading } from '../block.ts'
import type { Block, Text } from '../block.ts'
import { collectNotes, noteSentence } from '../notes.ts'
import { standingNotes } from '../standing-notes.ts'
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
    ...standingNotes(view).map(noteSentence),
  ]
  return [heading(2, 'Caveats'), { kind: 'list', items }]
}
