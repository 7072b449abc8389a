// The units of the hand-written session of report tests. Only open loads have slices, with real histograms: what is
// computed from slices is tested with them, and its absence with the other scenarios.
import { createHistogram, encodeHistogram, recordUs } from '../results/histogram.ts'
import type { Recording, SliceResult, TargetInfo, UnitResult } from '../results/schema.ts'
import { LIFE_CYCLE, PROCESS } from '../metrics/series.ts'
import { LINES } from './testing-report-lines.ts'
import type { Line } from './testing-report-lines.ts'
import { LABELS } from './testing-report-targets.ts'

/** Complete ones; one more is void. */
export const UNITS = 6
const DUE = 166

export function unitOf(index: number, targets: readonly TargetInfo[]): UnitResult {
  const isVoid = index === UNITS
  return {
    kind: 'unit',
    index,
    startedAt: '2026-06-12T08:00:00.000Z',
    durationMs: 105_000,
    state: isVoid ? 'void' : 'complete',
    lifecycle: targets.map(({ label }) => ({
      target: label,
      acceptsMs: 61,
      readyMs: 70,
      databaseBytesBefore: 98_200_000,
      databaseBytesAfter: sizeAfter('database-bytes', label),
      indexBytesBefore: 29_900_000,
      indexBytesAfter: sizeAfter('index-bytes', label),
    })),
    slices: targets.flatMap(({ label }) => [
      sliceOf('heartbeats-alone', label, [heartbeats('heartbeats-alone', label, index)]),
      sliceOf('heartbeats-loaded', label, [
        heartbeats('heartbeats-loaded', label, index),
        { load: QUERIES, ...countsOf(valueOf(['heartbeats-loaded', QUERIES, 'served'], label)) },
      ]),
    ]),
    notes: isVoid ? [{ code: 'unit-void', unit: index, detail: 'another process was busy' }] : [],
  }
}

function sliceOf(scenario: string, target: string, recordings: Recording[]): SliceResult {
  return { scenario, target, round: 0, position: 0, recordings }
}

/** The first build falls behind beside the queries. Units differ, and more so where there is something to wait for. */
function heartbeats(scenario: string, label: string, unit: number): Recording {
  const isLoaded = scenario === 'heartbeats-loaded'
  const served = isLoaded && label === LABELS[0] ? 12 : DUE
  const luck = 1 + (isLoaded ? 0.02 : 0.005) * (unit - 2.5)
  const typicalUs = valueOf([scenario, HEARTBEATS, 'response-p50'], label) * luck
  const slowUs = valueOf([scenario, HEARTBEATS, 'response-p95'], label) * luck
  const responseUs = histogramOf(typicalUs, slowUs, served)
  return { load: HEARTBEATS, ...countsOf(served, DUE), responseUs }
}

const HEARTBEATS = 'heartbeats'
const QUERIES = 'year queries'

function countsOf(served: number, due: number = served): Omit<Recording, 'load'> {
  return { due, served, missed: due - served, failures: {}, windowMs: 2000, bytesIn: 0 }
}

function sizeAfter(metric: string, label: string): number {
  return valueOf([LIFE_CYCLE, PROCESS, metric], label)
}

/** Another label, such as the control's, has the values of the first. */
function valueOf(place: Line['place'], label: string): number {
  const found = LINES.find((line) => line.place.every((part, index) => part === place[index]))!
  const target = LABELS.findIndex((each) => each === label)
  return found.values[Math.max(0, target)]!
}

/** One in ten is slow, so that p50 and p95 are the two values given. */
function histogramOf(typicalUs: number, slowUs: number, count: number): string {
  const histogram = createHistogram()
  for (let index = 0; index < count; index++)
    recordUs(histogram, index % 10 === 9 ? slowUs : typicalUs)
  return encodeHistogram(histogram)
}
