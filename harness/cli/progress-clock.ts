// How long the rest of a session may take: from the units done so far, else from the plan.
import type { Progress } from '../session/progress.ts'

export interface ProgressClock {
  /** Takes note of what was told, and when. */
  readonly tell: (progress: Progress, nowMs: number) => void
  /** Expected time of one unit. */
  readonly unitMs: () => number
  /** Until all planned units are measured, counted down within the unit. */
  readonly leftMs: (slice: Extract<Progress, { kind: 'slice' }>, nowMs: number) => number
}

export function createProgressClock(startedMs: number): ProgressClock {
  let unitStartedMs = startedMs
  let plannedMs = 0
  const unitsMs: number[] = []
  const unitMs = (): number =>
    unitsMs.length > 0 ? unitsMs.reduce((sum, ms) => sum + ms, 0) / unitsMs.length : plannedMs
  return {
    tell(progress, nowMs) {
      if (progress.kind === 'planned') plannedMs = progress.unitMs
      if (progress.kind === 'unit-done') unitsMs.push(progress.durationMs)
      if (progress.kind === 'planned' || progress.kind === 'unit-done') unitStartedMs = nowMs
    },
    unitMs,
    leftMs({ unit, units }, nowMs) {
      const inUnitMs = nowMs - unitStartedMs
      const expectedMs = unitsMs.length > 0 ? unitMs() : Math.max(plannedMs, inUnitMs)
      return Math.max(0, expectedMs - inUnitMs) + Math.max(0, units - unit) * expectedMs
    },
  }
}
