// When to send: due times fixed before the first request, in milliseconds from the start of a slice, ascending. Pure,
// and the same for every build of a unit: nothing depends on what was answered, sent or missed before.
import { createRandom } from '../core/random.ts'
import type { OpenModel, RatedArrival, RecordedArrival } from '../core/scenario.ts'

export interface SlicePlace {
  /** Of the load in this unit. */
  readonly seed: string
  /** How many slices of the load came before. */
  readonly slice: number
  /** How much of a recording each of these slices replayed. */
  readonly windowMs: number
}

export interface Schedule {
  /** Without end. */
  readonly dueTimesMs: Iterable<number>
  /** The first due time is entry `first` of a recording of this many, the next one the entry after it. */
  readonly recording: { readonly first: number; readonly length: number } | undefined
}

/** Successive slices begin at phases that never come together (the fractions of the golden ratio). */
const GOLDEN = 0.618_033_988_749_895

export function schedule(model: OpenModel, place: SlicePlace): Schedule {
  if (model.arrival === 'recorded') return recorded(model, place)
  const dueTimesMs = model.arrival === 'constant' ? constant(model, place) : poisson(model, place)
  return { dueTimesMs, recording: undefined }
}

/** Request k is due at (k + phase) periods, never relative to the one before. The seed keeps loads out of step. */
function* constant({ ratePerSecond }: RatedArrival, { seed, slice }: SlicePlace) {
  const phase = (createRandom(seed)() + slice * GOLDEN) % 1
  for (let k = 0; ; k++) yield ((k + phase) * 1000) / ratePerSecond
}

/** Exponential gaps by inversion, drawn anew for each slice: a Poisson process remembers nothing. */
function* poisson({ ratePerSecond }: RatedArrival, { seed, slice }: SlicePlace) {
  const random = createRandom(`${seed}/${slice}`)
  let dueMs = 0
  for (;;) yield (dueMs += (-Math.log(1 - random()) * 1000) / ratePerSecond)
}

/**
 * Each slice goes on where the one before ended. In whole nanoseconds, which add without rounding: an entry that is due
 * at the very end of a slice would else be lost between two, or sent in both.
 */
function recorded(model: RecordedArrival, { slice, windowMs }: SlicePlace): Schedule {
  const { speed = 1 } = model
  const offsetsNs = model.offsetsMs.map((offsetMs) => Math.round((offsetMs / speed) * NS_PER_MS))
  const periodNs = Math.round((model.periodMs / speed) * NS_PER_MS)
  const fromNs = (slice * lengthNs(windowMs)) % periodNs
  const next = offsetsNs.findIndex((offsetNs) => offsetNs >= fromNs)
  const { length } = offsetsNs
  const first = next === -1 ? length : next
  function* replay() {
    for (let k = first; ; k++) {
      const period = Math.floor(k / length)
      yield (period * periodNs + offsetsNs[k % length]! - fromNs) / NS_PER_MS
    }
  }
  return { dueTimesMs: replay(), recording: { first: first % length, length } }
}

const NS_PER_MS = 1e6

/** The first nanosecond that is not before the end of the window. */
function lengthNs(windowMs: number): number {
  const nearest = Math.round(windowMs * NS_PER_MS)
  return nearest / NS_PER_MS < windowMs ? nearest + 1 : nearest
}
