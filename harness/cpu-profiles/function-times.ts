// Where the time went, by function: its own (self), and with everything that it called (total).
import type { Frame, ThreadStacks } from './stacks.ts'

export interface FunctionTime extends Frame {
  readonly selfUs: number
  readonly totalUs: number
}

/** Over all threads; own times add up to the time of the stacks. The largest own time first. */
export function functionTimes(threads: readonly ThreadStacks[]): readonly FunctionTime[] {
  const times = new Map<string, { frame: Frame; selfUs: number; totalUs: number }>()
  const at = (frame: Frame) => {
    const key = frameKey(frame)
    const known = times.get(key) ?? { frame, selfUs: 0, totalUs: 0 }
    times.set(key, known)
    return known
  }
  for (const { frames, us } of threads.flatMap(({ stacks }) => stacks)) {
    at(frames.at(-1)!).selfUs += us
    // A function that called itself is on the stack several times, but ran only once.
    const once = new Map(frames.map((frame) => [frameKey(frame), frame]))
    for (const frame of once.values()) at(frame).totalUs += us
  }
  return [...times.values()]
    .map(({ frame, selfUs, totalUs }) => Object.assign({ selfUs, totalUs }, frame))
    .toSorted((a, b) => b.selfUs - a.selfUs || b.totalUs - a.totalUs)
}

export function frameKey({ name, file = '', line = 0 }: Frame): string {
  return JSON.stringify([name, file, line])
}
