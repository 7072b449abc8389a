// The global lock of the oldest server: one request at a time, in order of arrival.

export interface Mutex {
  readonly hold: <T>(use: () => Promise<T>) => Promise<T>
}

export function makeMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()
  const hold = <T>(use: () => Promise<T>): Promise<T> => {
    const held = last.then(use)
    last = held.catch(() => {})
    return held
  }
  return { hold }
}
