// HDR histograms in whole microseconds, 1 µs to 60 s, three significant digits: recorded, encoded, merged
// without loss. Averages and percentiles are computed from merged histograms, never merged themselves.
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js'
import type { Histogram } from 'hdr-histogram-js'

export type { Histogram }

export const HIGHEST_US = 60_000_000

export function createHistogram(): Histogram {
  return build({
    bitBucketSize: 32,
    autoResize: false,
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  })
}

/** Values are clamped to [1 µs, 60 s]: a request is ended by its time-out long before. */
export function recordUs(histogram: Histogram, valueUs: number): void {
  histogram.recordValue(Math.min(HIGHEST_US, Math.max(1, Math.round(valueUs))))
}

export function encodeHistogram(histogram: Histogram): string {
  return encodeIntoCompressedBase64(histogram)
}

/** Throws when the text is not a compressed V2 histogram. */
export function decodeHistogram(base64: string): Histogram {
  return decodeFromCompressedBase64(base64, 32, false)
}

export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  const merged = createHistogram()
  for (const histogram of histograms) merged.add(histogram)
  return merged
}
