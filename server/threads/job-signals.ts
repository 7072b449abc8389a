// How the HTTP thread stops a worker thread and holds it back: numbers in memory that both see, because a
// thread that computes or waits reads no messages.

/** [STOP]: not 0 tells the thread to give up its job. [TAKEN]: how many chunks of its answer were taken. */
export type JobSignals = Int32Array<SharedArrayBuffer>

const STOP = 0
const TAKEN = 1

export function makeSignals(): JobSignals {
  return new Int32Array(new SharedArrayBuffer(8))
}

export function beginJob(signals: JobSignals): void {
  Atomics.store(signals, STOP, 0)
  Atomics.store(signals, TAKEN, 0)
}

export function stopJob(signals: JobSignals): void {
  Atomics.store(signals, STOP, 1)
  // A thread that waits, or is about to, notices.
  noteTaken(signals)
}

export function isStopped(signals: JobSignals): boolean {
  return Atomics.load(signals, STOP) !== 0
}

export function noteTaken(signals: JobSignals): void {
  Atomics.add(signals, TAKEN, 1)
  Atomics.notify(signals, TAKEN)
}

/** The number of chunks taken, as soon as it is not `known` any more or the time is over. */
export function waitForTaken(signals: JobSignals, known: number, waitMs: number): number {
  Atomics.wait(signals, TAKEN, known, waitMs)
  return takenChunks(signals)
}

export function takenChunks(signals: JobSignals): number {
  return Atomics.load(signals, TAKEN)
}
