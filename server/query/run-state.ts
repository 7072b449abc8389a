// What one run of a program over one period knows, and the meters that keep it within its limits.
import type { EventSource } from './event-source.ts'
import { LIMITS } from './limits.ts'
import { QueryError } from './query-error.ts'
import type { Value } from './value.ts'

export interface RunState {
  readonly source: EventSource
  readonly variables: Map<string, Value>
  readonly copies: 'move' | 'deep'
  readonly shouldStop: () => boolean
  /** Where `print` writes. */
  readonly log: (line: string) => void
  stepsLeft: number
  rowsLeft: number
}

export function countStep(run: RunState): void {
  if (--run.stepsLeft < 0) {
    throw new QueryError('LimitExceeded', `a query may take ${LIMITS.steps} steps per period`)
  }
}

/** Counts the events of a call's result. */
export function countRows(run: RunState, result: Value): void {
  if (result.kind !== 'events') return
  run.rowsLeft -= result.events.length
  if (result.events.length > LIMITS.items || run.rowsLeft < 0) {
    const limits = `${LIMITS.items} events in one list, ${LIMITS.rows} in all results of a period`
    throw new QueryError('LimitExceeded', `a query may make ${limits}`)
  }
}

export function stopIfAsked(run: RunState): void {
  if (run.shouldStop()) throw new QueryError('Stopped', 'the query was stopped')
}
