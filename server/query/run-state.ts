// What one run of a program over one period knows, and the meters that keep it within its limits.
import type { EventSource } from './event-source.ts'
import { LIMITS, type QueryLimits } from './limits.ts'
import { QueryError } from './query-error.ts'
import { sizeOf, type Value } from './value.ts'

export interface RunState {
  readonly source: EventSource
  readonly variables: Map<string, Value>
  readonly copies: 'move' | 'deep'
  readonly shouldStop: () => boolean
  /** Where `print` writes. */
  readonly log: (line: string) => void
  readonly limits: QueryLimits
  /** On the clock of `performance.now()`. */
  readonly untilMs: number
  stepsLeft: number
  workLeft: number
  heldItems: number
}

export function countStep(run: RunState): void {
  if (--run.stepsLeft < 0) {
    throw new QueryError('LimitExceeded', `a query may take ${LIMITS.steps} steps per period`)
  }
}

/** Counts what a call or an operator reads or makes. */
export function countWork(run: RunState, values: readonly Value[]): void {
  const { items } = run.limits
  for (const value of values) {
    const size = sizeOf(value)
    run.workLeft -= size
    if (size > items) {
      throw new QueryError('LimitExceeded', `a value may hold ${items} items, not ${size}`)
    }
  }
  if (run.workLeft < 0) {
    const limit = `a query may handle ${LIMITS.work} events and items per period, all calls together`
    throw new QueryError('LimitExceeded', limit)
  }
}

export function setVariable(run: RunState, name: string, value: Value): void {
  const old = run.variables.get(name)
  run.heldItems += sizeOf(value) - (old === undefined ? 0 : sizeOf(old))
  if (run.heldItems > LIMITS.heldItems) {
    const limit = `variables may hold ${LIMITS.heldItems} events and items together`
    throw new QueryError('LimitExceeded', limit)
  }
  run.variables.set(name, value)
}

export function stopIfAsked(run: RunState): void {
  if (run.shouldStop()) throw new QueryError('Stopped', 'the query was stopped')
  if (performance.now() > run.untilMs) {
    throw new QueryError('LimitExceeded', `a query may take ${run.limits.timeMs} ms`)
  }
}
