// Ctrl-C and its relatives: the first asks the command to stop and keep what it has, the second ends at once.
import { EXIT, InterruptedError } from '../core/errors.ts'

export interface Interruption {
  readonly signal: AbortSignal
  /** What must be cleared away when the process has to end without waiting. */
  onHardExit(clear: () => void): void
  /** Takes the handlers away again. */
  dispose(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * One Ctrl-C may arrive twice: from the terminal, which signals the whole group, and again from `npm start` or
 * our own launcher, which pass on what they get. Nobody means two presses by that.
 */
const SAME_PRESS_MS = 300

export function listenForInterruption(announce: (text: string) => void): Interruption {
  const controller = new AbortController()
  const clears: (() => void)[] = []
  const clearAll = () => {
    for (const clear of clears.splice(0)) clear()
  }
  const first = { signal: '', atMs: 0 }
  const onSignal = (signal: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      Object.assign(first, { signal, atMs: performance.now() })
      announce(`${signal}: stopping; what was measured is kept. Once more to quit at once.`)
      controller.abort(new InterruptedError(`Interrupted by ${signal}.`))
      return
    }
    if (signal === first.signal && performance.now() - first.atMs < SAME_PRESS_MS) return
    clearAll()
    process.exit(EXIT.interrupted)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  process.on('exit', clearAll)
  return {
    signal: controller.signal,
    onHardExit: (clear) => void clears.push(clear),
    dispose() {
      clears.length = 0
      for (const signal of SIGNALS) process.off(signal, onSignal)
      process.off('exit', clearAll)
    },
  }
}

/**
 * For a command of several runs, each of which listens by itself: what is pressed between two of them must not kill the
 * command before it has said how to go on. Whoever begins the next run asks the signal.
 */
export function guardBetweenRuns(): Pick<Interruption, 'signal' | 'dispose'> {
  const controller = new AbortController()
  const onSignal = (signal: NodeJS.Signals) =>
    controller.abort(new InterruptedError(`Interrupted by ${signal}.`))
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return {
    signal: controller.signal,
    dispose() {
      for (const signal of SIGNALS) process.off(signal, onSignal)
    },
  }
}
