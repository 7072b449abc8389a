// The last line of a session: how it ended, and why if that was not as planned.
import { TargetError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import type { SessionEnd, UnitResult } from '../results/schema.ts'
import type { SessionRequest } from './session-request.ts'

export interface Ending {
  readonly units: readonly UnitResult[]
  readonly failure: Error | undefined
  /** The unit that failed, if any did. */
  readonly lastUnit: number
  readonly isOutOfBudget: boolean
}

export function describeEnd(request: SessionRequest, ending: Ending): SessionEnd {
  const { signal } = request
  const ended = ending.failure === undefined ? 'finished' : 'failed'
  return {
    kind: 'end',
    finishedAt: new Date().toISOString(),
    state: signal.aborted ? 'interrupted' : ended,
    notes: endNotes(request, ending),
  }
}

function endNotes(
  { signal, units: unitsPlanned, budgetMs }: SessionRequest,
  ending: Ending,
): Note[] {
  const { units, failure, lastUnit, isOutOfBudget } = ending
  const unitsDone = units.filter(({ state }) => state === 'complete').length
  if (signal.aborted) return [{ code: 'interrupted', unitsDone, unitsPlanned }]
  if (failure !== undefined) return [failureNote(failure, lastUnit)]
  if (!isOutOfBudget || budgetMs === undefined) return []
  return [{ code: 'budget-spent', budgetMs, unitsDone, unitsPlanned }]
}

function failureNote(failure: Error, unit: number): Note {
  const detail = failure.message.replace(/\.$/, '')
  return failure instanceof TargetError && failure.target !== undefined
    ? { code: 'target-died', target: failure.target, unit, detail }
    : { code: 'unit-void', unit, detail }
}
