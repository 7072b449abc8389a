// All slices of one target for one scenario in a unit, taken together as if they were one.
import { decodeHistogram, encodeHistogram, mergeHistograms } from '../../results/histogram.ts'
import type { GeneratorUsage, Recording, SliceResult } from '../../results/schema.ts'

export interface MergedSlices {
  readonly scenario: string
  readonly target: string
  readonly recordings: Recording[]
  readonly generator: GeneratorUsage | undefined
}

export function mergeSlices(slices: readonly SliceResult[]): MergedSlices[] {
  const byPlace = Map.groupBy(slices, ({ scenario, target }) => JSON.stringify([scenario, target]))
  return [...byPlace.values()].map((same) => {
    const [{ scenario, target }] = same as [SliceResult]
    const recordings = same.flatMap((slice) => slice.recordings)
    const byLoad = Map.groupBy(recordings, ({ load }) => load)
    return {
      scenario,
      target,
      recordings: [...byLoad.values()].map(mergeRecordings),
      generator: mergeUsage(same.flatMap((slice) => slice.generator ?? [])),
    }
  })
}

function mergeRecordings(recordings: readonly Recording[]): Recording {
  const sumOf = (key: 'due' | 'served' | 'missed' | 'windowMs' | 'bytesIn') =>
    recordings.reduce((sum, recording) => sum + recording[key], 0)
  const merged = (key: 'latenessUs' | 'responseUs') => {
    const known = recordings.flatMap((recording) => recording[key] ?? [])
    return known.length === 0 ? {} : { [key]: mergeEncoded(known) }
  }
  return {
    load: recordings[0]!.load,
    due: sumOf('due'),
    served: sumOf('served'),
    missed: sumOf('missed'),
    failures: addFailures(recordings),
    windowMs: sumOf('windowMs'),
    bytesIn: sumOf('bytesIn'),
    ...merged('latenessUs'),
    ...merged('responseUs'),
  }
}

function addFailures(recordings: readonly Recording[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { failures } of recordings)
    for (const [code, count] of Object.entries(failures)) all[code] = (all[code] ?? 0) + count
  return all
}

function mergeUsage(all: readonly GeneratorUsage[]): GeneratorUsage | undefined {
  if (all.length === 0) return undefined
  return {
    wallMs: all.reduce((sum, { wallMs }) => sum + wallMs, 0),
    cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    longestDelayMs: Math.max(...all.map(({ longestDelayMs }) => longestDelayMs)),
  }
}

const mergeEncoded = (encoded: readonly string[]) =>
  encodeHistogram(mergeHistograms(encoded.map(decodeHistogram)))
