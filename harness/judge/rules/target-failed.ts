// A server that died, could not be started or did not stop: its project must act before speed matters.
import { EXIT } from '../../core/errors.ts'
import { describeNote } from '../../core/notes.ts'
import type { Note } from '../../core/notes.ts'
import type { Rule } from './rule.ts'

export const targetFailed: Rule = {
  name: 'target-failed',
  title: 'Server failed',
  advice: 'Cure the server, or its start, ready and stop in the config; speed comes after that.',
  exitCode: EXIT.targetFailed,
  check({ session }) {
    const notes = [
      ...session.header.notes,
      ...session.units.flatMap((unit) => unit.notes),
      ...(session.end?.notes ?? []),
    ] as Note[]
    const failures = notes
      .filter((note) => note.code === 'target-died' || note.code === 'ignored-stop')
      .map(describeNote)
    if (session.end?.state === 'failed' && failures.length === 0)
      failures.push(
        'Expected the session to end by itself; it failed. The log of the run says why.',
      )
    return failures.map((message) => ({ severity: 'fail', message }))
  },
}
