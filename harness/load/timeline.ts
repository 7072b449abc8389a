// The requests of one load of one slice one by one, to be drawn: whoever looks at it sees when a server left requests
// waiting, which no percentile shows. Collected by pushing numbers only; rounding and thinning wait for the end.
import type { Timeline } from '../results/schema.ts'

export interface TimelineRecorder {
  /** `fromMs` is the due time, or without one the time of sending; all times on the clock of performance.now. */
  answered(fromMs: number, doneMs: number): void
  missed(dueMs: number): void
  failed(fromMs: number): void
  finish(): Timeline
}

/** `startMs` is the beginning of the slice; `pointsMax` bounds what is kept of answers, and of what went wrong. */
export function createTimeline(startMs: number, pointsMax: number): TimelineRecorder {
  const fromMs: number[] = []
  const tookMs: number[] = []
  const missedMs: number[] = []
  const failedMs: number[] = []
  return {
    answered(from, done) {
      fromMs.push(from - startMs)
      tookMs.push(done - from)
    },
    missed: (due) => void missedMs.push(due - startMs),
    failed: (from) => void failedMs.push(from - startMs),
    finish() {
      const order = fromMs.map((_, index) => index).sort((a, b) => fromMs[a]! - fromMs[b]!)
      const slowestOf = Math.max(1, Math.ceil(order.length / pointsMax))
      const kept = slowestOfEach(order, slowestOf, tookMs)
      return {
        atMs: kept.map((index) => rounded(fromMs[index]!)),
        tookMs: kept.map((index) => rounded(tookMs[index]!)),
        ...(slowestOf > 1 && { slowestOf }),
        ...(missedMs.length > 0 && { missedAtMs: spreadOver(missedMs, pointsMax) }),
        ...(failedMs.length > 0 && { failedAtMs: spreadOver(failedMs, pointsMax) }),
      }
    },
  }
}

/** Thinning must not hide a stall: of each so many neighbours the slowest stays. */
function slowestOfEach(
  order: readonly number[],
  slowestOf: number,
  tookMs: readonly number[],
): readonly number[] {
  if (slowestOf === 1) return order
  return Array.from({ length: Math.ceil(order.length / slowestOf) }, (_, group) =>
    order
      .slice(group * slowestOf, (group + 1) * slowestOf)
      .reduce((slowest, index) => (tookMs[index]! > tookMs[slowest]! ? index : slowest)),
  )
}

/** Where something went wrong, at most so many places, from the first to the last. */
function spreadOver(atMs: readonly number[], most: number): number[] {
  const sorted = atMs.toSorted((a, b) => a - b)
  const count = Math.min(sorted.length, most)
  const step = count > 1 ? (sorted.length - 1) / (count - 1) : 0
  return Array.from({ length: count }, (_, index) => rounded(sorted[Math.round(index * step)]!))
}

/** To 10 µs: finer than anything that can be drawn, and half the length in the file. */
function rounded(valueMs: number): number {
  return Math.round(valueMs * 100) / 100
}
