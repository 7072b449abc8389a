// Collects one load's answers of one slice: histograms in whole microseconds, counters, failures apart.
import { createHistogram, encodeHistogram, recordUs } from '../results/histogram.ts'
import type { Recording } from '../results/schema.ts'
import type { Answer } from './http-client.ts'
import type { TimelineRecorder } from './timeline.ts'

export interface Recorder {
  /** An answer to a request without a due time (closed loops). */
  answered(answer: Answer): void
  /** An answer to a request that was due at `dueMs` on the clock of the answer (open loops). */
  answeredDue(answer: Answer, dueMs: number): void
  /** A request that was due at `dueMs` but not sent, because too many were in flight. */
  missed(dueMs: number): void
  /** An answer that came after the end: it counts for nothing and is only drawn. */
  answeredTooLate(answer: Answer, dueMs?: number): void
  /** Seals the recording; `windowMs` is the time the counts refer to. */
  finish(windowMs: number): Recording
}

/** With a timeline every request is also kept by itself. */
export function createRecorder(load: string, timeline?: TimelineRecorder): Recorder {
  const service = createHistogram()
  const response = createHistogram()
  const lateness = createHistogram()
  const failures: Record<string, number> = {}
  const counts = { due: 0, served: 0, missed: 0, bytesIn: 0, open: false }

  function answered(answer: Answer, fromMs: number): boolean {
    counts.due += 1
    counts.bytesIn += answer.bytes
    if (answer.failure !== undefined) {
      failures[answer.failure] = (failures[answer.failure] ?? 0) + 1
      timeline?.failed(fromMs)
      return false
    }
    timeline?.answered(fromMs, answer.doneMs)
    counts.served += 1
    recordUs(service, (answer.doneMs - answer.sentMs) * 1000)
    return true
  }

  return {
    answered: (answer) => void answered(answer, answer.sentMs),
    answeredDue(answer, dueMs) {
      counts.open = true
      recordUs(lateness, Math.max(0, answer.sentMs - dueMs) * 1000)
      if (answered(answer, dueMs)) recordUs(response, (answer.doneMs - dueMs) * 1000)
    },
    missed(dueMs) {
      counts.open = true
      counts.due += 1
      counts.missed += 1
      timeline?.missed(dueMs)
    },
    answeredTooLate: ({ sentMs, doneMs }, dueMs = sentMs) => timeline?.answered(dueMs, doneMs),
    finish: (windowMs) => ({
      load,
      due: counts.due,
      served: counts.served,
      missed: counts.missed,
      failures,
      windowMs,
      bytesIn: counts.bytesIn,
      ...(counts.served > 0 && { serviceUs: encodeHistogram(service) }),
      ...(counts.open && counts.served > 0 && { responseUs: encodeHistogram(response) }),
      ...(counts.open && { latenessUs: encodeHistogram(lateness) }),
      ...(timeline && { timeline: timeline.finish() }),
    }),
  }
}
