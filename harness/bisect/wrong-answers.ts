// Why the speed of a build says nothing: it does not do what the others do.
import { describeNote } from '../core/notes.ts'
import { readValidity, readWrongAnswers, readWrongRows } from '../judge/validity.ts'
import type { Session } from '../results/schema.ts'
import type { Subject } from './subject.ts'

/** Wrong answers are known from the rehearsal on, wrong rows from the first unit: further ones would be measured in vain. */
export function doesWrong(session: Session, { scenario }: Subject, label: string): boolean {
  const rows = readWrongRows(session, label).filter(
    (note) => note.code === 'copy-changed' || note.scenario === scenario,
  )
  return rows.length > 0 || readWrongAnswers(session, scenario, label).length > 0
}

/** Wrong answers, wrong rows, failed requests, of the first of the labels that has them. */
export function findWrong(
  session: Session,
  { scenario }: Subject,
  labels: readonly string[],
): string | undefined {
  const validities = readValidity(session).get(scenario)
  const wrong = labels
    .map((label) => validities?.get(label))
    .find((validity) => validity?.invalid === true)
  if (wrong === undefined) return undefined
  const [note] = wrong.notes
  return note === undefined ? 'Its requests failed.' : describeNote(note)
}
