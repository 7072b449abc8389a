// What takes the speed of a target in a scenario out of judgement, and what is merely doubtful about it.
import type { Note } from '../core/notes.ts'
import { usableUnits } from '../metrics/usable-units.ts'
import type { Answer, Session } from '../results/schema.ts'

export interface Validity {
  /** True when neither speed nor sameness of the target may be judged in the scenario. */
  readonly invalid: boolean
  readonly notes: readonly Note[]
}

/** By scenario, then by target. */
export type ValidityMap = ReadonlyMap<string, ReadonlyMap<string, Validity>>

export function readValidity(session: Session): ValidityMap {
  return new Map(
    session.header.scenarios.map(({ name }) => {
      const { unreliable, notes } = usableUnits(session, name)
      const byTarget = session.header.targets.map(({ label }) => {
        const answers = readWrongAnswers(session, name, label)
        const rows = readWrongRows(session, label).filter(
          (note) => note.code === 'copy-changed' || note.scenario === name,
        )
        const invalid = answers.length > 0 || rows.length > 0 || unreliable.has(label)
        const failures = notes.get(label) ?? []
        return [
          label,
          { invalid, notes: [...answers, ...rows, ...failures, ...missed(session, name, label)] },
        ] as const
      })
      return [name, new Map(byTarget)]
    }),
  )
}

/** The session's own notes say which request and how; where it left none, the answer itself is evidence. */
export function readWrongAnswers(session: Session, scenario: string, target: string): Note[] {
  const wrong = session.header.answers.filter(
    (answer) => answer.scenario === scenario && answer.target === target && isWrong(answer),
  )
  if (wrong.length === 0) return []
  const written = session.header.notes.filter(
    (note) =>
      (note['code'] === 'answers-differ' || note['code'] === 'wrong-status') &&
      note['scenario'] === scenario &&
      note['target'] === target,
  ) as Note[]
  return written.length > 0 ? written : wrong.map((answer) => noteOf(answer))
}

export type RowNote = Extract<Note, { code: 'copy-changed' | 'rows-differ' }>

/** Rows a target wrote that it was not asked to write, or the other way round; in any unit that counts. */
export function readWrongRows(session: Session, target: string): RowNote[] {
  const notes = session.units
    .filter((unit) => unit.state === 'complete')
    .flatMap((unit) => unit.notes as Note[])
  return notes
    .filter((note) => note.code === 'copy-changed' || note.code === 'rows-differ')
    .filter((note) => note.target === target)
}

export function isWrong(answer: Answer): boolean {
  return answer.state === 'different' || answer.state === 'wrong-status'
}

function noteOf({ scenario, target, state, bytes, digest }: Answer): Note {
  const request = 'the read requests'
  if (state === 'wrong-status')
    return {
      code: 'wrong-status',
      scenario,
      target,
      request,
      expected: 'the status the scenario names',
      got: 'another',
    }
  const detail = `${bytes} bytes with digest ${digest.slice(0, 12)}`
  return { code: 'answers-differ', scenario, target, request, detail }
}

function missed(session: Session, scenario: string, target: string): Note[] {
  const recordings = session.units
    .filter((unit) => unit.state === 'complete')
    .flatMap((unit) => unit.slices)
    .filter((slice) => slice.scenario === scenario && slice.target === target)
    .flatMap((slice) => slice.recordings)
  const total = (key: 'missed' | 'due') =>
    recordings.reduce((sum, recording) => sum + recording[key], 0)
  if (total('missed') === 0) return []
  return [{ code: 'missed-requests', scenario, target, missed: total('missed'), due: total('due') }]
}
