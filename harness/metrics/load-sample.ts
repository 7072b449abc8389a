// What metrics read: one load's recording with its histograms decoded, and the same for many slices together.
import { decodeHistogram, mergeHistograms } from '../results/histogram.ts'
import type { Histogram } from '../results/histogram.ts'
import type { Recording, SliceResult } from '../results/schema.ts'

export interface LoadSample {
  readonly served: number
  readonly windowMs: number
  readonly serviceUs: Histogram | undefined
  readonly responseUs: Histogram | undefined
  /** Of the whole process group during the slice, all loads together. */
  readonly cpuMs: number | undefined
  readonly writtenBytes: number | undefined
  /** Context switches, asked for or not. */
  readonly switches: number | undefined
}

export function sampleOf(recording: Recording, slice: SliceResult): LoadSample {
  return {
    served: recording.served,
    windowMs: recording.windowMs,
    serviceUs: decode(recording.serviceUs),
    responseUs: decode(recording.responseUs),
    cpuMs: slice.usage?.cpuMs,
    writtenBytes: slice.usage?.writtenBytes,
    switches: sum([slice.usage?.voluntarySwitches, slice.usage?.involuntarySwitches]),
  }
}

/** Histograms and counts add up without loss; percentiles are then read from the whole. */
export function mergeSamples(samples: readonly LoadSample[]): LoadSample {
  return {
    served: sum(samples.map((sample) => sample.served))!,
    windowMs: sum(samples.map((sample) => sample.windowMs))!,
    serviceUs: merge(samples.map((sample) => sample.serviceUs)),
    responseUs: merge(samples.map((sample) => sample.responseUs)),
    cpuMs: sum(samples.map((sample) => sample.cpuMs)),
    writtenBytes: sum(samples.map((sample) => sample.writtenBytes)),
    switches: sum(samples.map((sample) => sample.switches)),
  }
}

function decode(base64: string | undefined): Histogram | undefined {
  return base64 === undefined ? undefined : decodeHistogram(base64)
}

function merge(histograms: readonly (Histogram | undefined)[]): Histogram | undefined {
  return allDefined(histograms) ? mergeHistograms(histograms) : undefined
}

/** Undefined as soon as one part is: a sum over half the slices would pass for the whole. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  return allDefined(values) ? values.reduce((total, value) => total + value, 0) : undefined
}

function allDefined<Value>(values: readonly (Value | undefined)[]): values is readonly Value[] {
  return values.every((value) => value !== undefined)
}
