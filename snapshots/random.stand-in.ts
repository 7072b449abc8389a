// A small generator for tests: this folder imports none, it is handed one.
import type { Random } from './distributions.ts'

/** mulberry32 (public domain, Tommy Ettinger) over a sum of the characters. */
export function openStandIn(seed: string): Random {
  let state = 1
  for (const character of seed) state = Math.imul(state, 31) + character.charCodeAt(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
