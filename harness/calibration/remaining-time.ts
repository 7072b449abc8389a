// How long the rest will take, from how long what was done took.

export interface Clock {
  /** After something of this cost has been measured: seconds, as expected. */
  readonly done: (cost: number) => void
  readonly minutesLeft: (cost: number) => number
}

/** Per second expected, before anything was measured. */
const GUESS_MS = 1000

export function startClock(nowMs: () => number): Clock {
  const startedMs = nowMs()
  let measured = 0
  return {
    done: (cost) => {
      measured += cost
    },
    minutesLeft: (cost) => {
      const eachMs = measured === 0 ? GUESS_MS : (nowMs() - startedMs) / measured
      return Math.ceil((cost * eachMs) / 60_000)
    },
  }
}
