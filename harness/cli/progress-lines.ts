// Progress for people, on stderr: one line that is rewritten on a terminal, plain lines elsewhere.
// Written only when told between slices; no timer repaints while a slice runs.
import type { OnProgress } from '../session/progress.ts'
import type { Output } from './context.ts'
import { createProgressClock } from './progress-clock.ts'
import { describeProgress } from './progress-words.ts'

export interface ProgressLines {
  readonly onProgress: OnProgress
  /** A step outside the session, such as a build. */
  readonly step: (text: string) => void
  /** Ends the line that is being rewritten. */
  readonly done: () => void
}

/** Wider lines are hard to read, on however wide a terminal. */
const WIDTH_MAX = 80

export function createProgressLines(output: Output, now: () => number): ProgressLines {
  const live = output.isTTY === true
  const clock = createProgressClock(now())
  let undecided: number | undefined
  let dirty = false
  let lastPlain = ''

  function rewrite(text: string): void {
    const width = (output.columns ?? WIDTH_MAX) - 1
    output.write(`\r\u001B[2K${text.slice(0, width)}`)
    dirty = true
  }
  function line(text: string): void {
    if (dirty) output.write('\r\u001B[2K')
    dirty = false
    output.write(`${text}\n`)
  }
  function transient(text: string, plainKey: string): void {
    if (live) rewrite(text)
    else if (plainKey !== lastPlain) line(text)
    lastPlain = plainKey
  }

  return {
    // A counter is no news in a file: of `Made 10000 of 544688 events` one line is enough.
    step: (text) => transient(text, text.replace(/\d+ of \d+/, 'n')),
    done() {
      if (dirty) output.write('\r\u001B[2K')
      dirty = false
    },
    onProgress(progress) {
      const nowMs = now()
      clock.tell(progress, nowMs)
      if (progress.kind === 'look') undecided = progress.undecided.length
      const width = Math.min(output.columns ?? WIDTH_MAX, WIDTH_MAX)
      const words = describeProgress(progress, { clock, nowMs, undecided, width })
      if (words.transient) transient(words.text, words.phase)
      else line(words.text)
    },
  }
}
