// Sends an answer in chunks as fast as its client takes them: meanwhile the thread waits. How long it may
// be kept waiting is bounded, because clients choose how fast they read.
import { isStopped, takenChunks, waitForTaken, type JobSignals } from './job-signals.ts'

/** Gives a piece of the answer away and returns when there is room for another. Throws to end the job. */
export type SendChunk = (bytes: Uint8Array<ArrayBuffer>) => void

export interface Patience {
  /** The longest wait for one chunk to be taken. */
  readonly chunkMs: number
  /** All waits for one answer. */
  readonly answerMs: number
}

/** Ten minutes for a hundred megabytes are 170 kB/s. */
export const DEFAULT_PATIENCE: Patience = { chunkMs: 30_000, answerMs: 600_000 }

/** Chunks on their way to a client: one that is being sent, one that is ready. */
const MAX_UNTAKEN = 2

/** For one job. */
export function chunkSender(
  signals: JobSignals,
  { chunkMs, answerMs }: Patience,
  post: SendChunk,
): SendChunk {
  let sent = 0
  let leftMs = answerMs
  return (bytes) => {
    post(bytes)
    sent++
    let taken = takenChunks(signals)
    // The number is read before the flag: a stop changes both, and a wait for an old number ends at once.
    while (!isStopped(signals) && sent - taken >= MAX_UNTAKEN) {
      const waitMs = Math.min(chunkMs, leftMs)
      const beforeMs = performance.now()
      const now = waitForTaken(signals, taken, waitMs)
      if (now === taken) throw new Error(tooSlow(waitMs, answerMs - leftMs + waitMs))
      leftMs = Math.max(0, leftMs - (performance.now() - beforeMs))
      taken = now
    }
    if (isStopped(signals)) throw new Error('stopped: nobody waits for the answer any more')
  }
}

function tooSlow(lastMs: number, allMs: number): string {
  return (
    `the client read its answer too slowly: after ${Math.round(allMs)} ms of waiting in all, ` +
    `the last ${Math.round(lastMs)} ms for one chunk, the thread is needed elsewhere`
  )
}
