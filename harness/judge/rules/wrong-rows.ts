// A build that writes what nobody asked for, or not what was asked for, is wrong, however fast it is.
import { EXIT } from '../../core/errors.ts'
import { describeNote } from '../../core/notes.ts'
import { readWrongRows } from '../validity.ts'
import type { RowNote } from '../validity.ts'
import type { Rule } from './rule.ts'

export const wrongRows: Rule = {
  name: 'wrong-rows',
  title: 'Wrong rows',
  advice: 'Cure what is written, or correct expectRows of the scenario.',
  exitCode: EXIT.wrongAnswers,
  check: ({ session }) =>
    session.header.targets
      .flatMap(({ label }) => firstOfEach(readWrongRows(session, label)))
      .map((note) => ({ severity: 'fail', message: describeNote(note) })),
}

/** A wrong build is wrong in every unit; one sentence per bucket says enough. */
function firstOfEach(notes: readonly RowNote[]): readonly RowNote[] {
  const first = new Map<string, RowNote>()
  for (const note of notes) {
    const key = `${note.code}/${note.bucket}`
    if (!first.has(key)) first.set(key, note)
  }
  return [...first.values()]
}
