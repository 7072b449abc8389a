// The last line of a session: how it ended, and why if that was not as planned.
import { TargetError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import type { SessionEnd, UnitResult } from '../results/schema.ts'
import type { SessionRequest } from './session-request.ts'

export function describeEnd(
  { signal, units: planned }: SessionRequest,
  units: readonly UnitResult[],
  failure: Error | undefined,
  lastUnit: number,
): SessionEnd {
  const unitsDone = units.filter(({ state }) => state === 'complete').length
  const notes: Note[] = []
  if (signal.aborted) notes.push({ code: 'interrupted', unitsDone, unitsPlanned: planned })
  else if (failure !== undefined) notes.push(failureNote(failure, lastUnit))
  return {
    kind: 'end',
    finishedAt: new Date().toISOString(),
    state: signal.aborted ? 'interrupted' : failure === undefined ? 'finished' : 'failed',
    notes,
  }
}

function failureNote(failure: Error, unit: number): Note {
  const detail = failure.message.replace(/\.$/, '')
  return failure instanceof TargetError && failure.target !== undefined
    ? { code: 'target-died', target: failure.target, unit, detail }
    : { code: 'unit-void', unit, detail }
}
