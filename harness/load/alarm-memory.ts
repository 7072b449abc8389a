// What the alarm clock shares with its thread: the next alarm, and counts of how often it was set and rang.

export interface AlarmMemory {
  readonly counts: Int32Array<SharedArrayBuffer>
  /** Milliseconds on the clock of `monotonicMs`; one number. */
  readonly alarmMs: Float64Array<SharedArrayBuffer>
}

/** Places in `counts`. */
export const SET = 0
export const RANG = 1

export function createAlarmMemory(): AlarmMemory {
  return {
    counts: new Int32Array(new SharedArrayBuffer(8)),
    alarmMs: new Float64Array(new SharedArrayBuffer(8)),
  }
}

/** The same clock in every thread, which `performance.now` is not. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}
