// A noise canary: the same walk through memory over and over. Whoever else presses on caches and memory makes it take
// longer, which counters of CPU time do not show; a loop of arithmetic alone does not notice it at all.

export interface Canary {
  /** Walks a fixed number of steps, a millisecond or two; returns the time they took. */
  measureUs(): number
}

/** Far beyond the second-level cache, so that nearly every step has to reach for the shared cache or memory. */
const BYTES = 32 * 1024 * 1024
/** Touches at most half a megabyte of cache lines each time: what the servers keep in the shared cache mostly stays there. */
const STEPS = 8192
/** Until the walk is compiled. */
const REHEARSALS = 5

export function createCanary(): Canary {
  const memory = createMemory(BYTES / Int32Array.BYTES_PER_ELEMENT)
  let place = 0
  const measureUs = () => {
    const startMs = performance.now()
    place = walk(memory, place, STEPS)
    return (performance.now() - startMs) * 1000
  }
  for (let rehearsal = 0; rehearsal < REHEARSALS; rehearsal++) measureUs()
  return { measureUs }
}

/** Written to, as untouched pages would all be the same page of zeros. `entries` is a power of two. */
export function createMemory(entries: number): Int32Array {
  return new Int32Array(entries).fill(1)
}

/**
 * Where the walk ends. Each step needs the entry that the one before led to, so that none can begin early, and goes
 * where no prefetcher expects it. A linear congruential generator with an odd increment and a multiplier of 1 modulo 4
 * visits all entries before it returns (Hull and Dobell 1962).
 */
export function walk(memory: Int32Array, from: number, steps: number): number {
  const mask = memory.length - 1
  let place = from
  for (let step = 0; step < steps; step++)
    place = (Math.imul(place, 1_664_525) + memory[place]!) & mask
  return place
}
