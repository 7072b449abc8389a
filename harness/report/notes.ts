// Notes as sentences. A session file is open for notes, so that one from a newer version may carry a code
// this version has no sentence for: it is shown by its code rather than dropped.
import { describeNote, noteLevel } from '../core/notes.ts'
import type { Note, NoteLevel } from '../core/notes.ts'
import type { ReportView } from './view.ts'

/** Notes of the session and of this candidate's comparisons, each once, gravest first. */
export function collectNotes(view: ReportView): readonly Note[] {
  const { header, units, end } = view.session
  const ofSession = [...header.notes, ...units.flatMap((unit) => unit.notes), ...(end?.notes ?? [])]
  const ofComparisons = view.comparisons.flatMap((comparison) => comparison.notes)
  const notes = [...(ofSession as readonly Note[]), ...ofComparisons].filter((note) =>
    concerns(note, view),
  )
  const once = new Map(notes.map((note) => [noteSentence(note), note]))
  const rank = (note: Note) => LEVELS.indexOf(noteLevel(note))
  return [...once.values()].toSorted((a, b) => rank(a) - rank(b))
}

export function noteSentence(note: Note): string {
  const sentence: string | undefined = describeNote(note)
  return sentence ?? `The session carries the note "${(note as { code: string }).code}".`
}

/** Notes about another candidate belong into that candidate's report. */
function concerns(note: Note, { baseline, between, candidate, control }: ReportView): boolean {
  if (!('target' in note)) return true
  return [baseline, ...between, candidate, control].some((target) => target?.label === note.target)
}

/** Unknown codes have no level; they come first, since nobody can say how grave they are. */
const LEVELS: readonly NoteLevel[] = ['invalid', 'caution', 'info']
