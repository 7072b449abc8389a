// The time that measuring may take: no unit begins that would probably end after it.
import { formatSpanMs } from '../core/format.ts'
import { UsageError } from '../core/errors.ts'

export interface Budget {
  /** Undefined without a limit. */
  readonly totalMs: number | undefined
  readonly leftMs: () => number | undefined
  readonly hasRoomFor: (expectedMs: number) => boolean
}

/** Counts from now on. */
export function startBudget(totalMs: number | undefined, now: () => number): Budget {
  const startedMs = now()
  const leftMs = () => (totalMs === undefined ? undefined : totalMs - (now() - startedMs))
  return {
    totalMs,
    leftMs,
    hasRoomFor: (expectedMs) => expectedMs <= (leftMs() ?? Infinity),
  }
}

/** Asked before the first unit: a session that ends without any interval would be time spent on nothing. */
export function checkBudget(budget: Budget, units: number, unitMs: number): void {
  if (budget.hasRoomFor(units * unitMs)) return
  const needed = `${units} more units of about ${formatSpanMs(unitMs)}`
  const left = formatSpanMs(Math.max(0, budget.leftMs()!))
  throw new UsageError(
    `Expected a budget with room for ${needed}, which a verdict needs, got ${left} left of ${formatSpanMs(budget.totalMs!)} after the rehearsal. Give it more time, or measure fewer scenarios (--scenario).`,
  )
}

/** From the units measured so far, else as planned. */
export function expectedUnitMs(durationsMs: readonly number[], plannedMs: number): number {
  if (durationsMs.length === 0) return plannedMs
  return durationsMs.reduce((sum, ms) => sum + ms, 0) / durationsMs.length
}
