// One synthetic unit: lognormal latencies around the true ratio, recorded in real histograms.
import type { Random } from '../core/random.ts'
import { createHistogram, encodeHistogram, recordUs } from '../results/histogram.ts'
import type { Lifecycle, Recording, SliceResult, UnitResult } from '../results/schema.ts'
import { drawMany, gaussian, lognormal } from './testing-latencies.ts'
import type { Latencies } from './testing-latencies.ts'
import type {
  FilledOptions,
  SyntheticNoise,
  SyntheticScenario,
  SyntheticTarget,
} from './testing-options.ts'

const NOISE: SyntheticNoise = { unit: 0.008, round: 0.04, request: 0.2 }

export function buildUnit(index: number, options: FilledOptions, random: Random): UnitResult {
  const noise = { ...NOISE, ...options.noise }
  const isVoid = options.voidUnits?.includes(index) ?? false
  const slices = options.targets.flatMap((target, position) =>
    options.scenarios.flatMap((scenario) => {
      const luck = Math.exp(noise.unit * gaussian(random))
      return Array.from({ length: options.rounds }, (_, round) =>
        buildSlice({ index, round, position, target, scenario, luck, noise, options }, random),
      )
    }),
  )
  return {
    kind: 'unit',
    index,
    startedAt: '2026-06-12T08:00:00.000Z',
    durationMs: 13_000,
    state: isVoid ? 'void' : 'complete',
    lifecycle: options.targets.map((target) => buildLifecycle(target, random)),
    slices,
    notes: isVoid
      ? [
          {
            code: 'unit-void',
            unit: index,
            detail: 'another process used 40 % of a CPU',
            ...(options.voidTarget !== undefined && { target: options.voidTarget }),
          },
        ]
      : [],
  }
}

interface SliceInput {
  readonly index: number
  readonly round: number
  readonly position: number
  readonly target: SyntheticTarget
  readonly scenario: SyntheticScenario
  readonly luck: number
  readonly noise: SyntheticNoise
  readonly options: FilledOptions
}

function buildSlice(input: SliceInput, random: Random): SliceResult {
  const { scenario, target, noise, round, position, index } = input
  const ratio =
    ratioOf(target, scenario.name) * input.luck * Math.exp(noise.round * gaussian(random))
  const failed = input.options.failures?.some(
    (at) => at.unit === index && at.scenario === scenario.name && at.target === target.label,
  )
  const place = { unit: index, round, target: target.label, scenario: scenario.name }
  const latencies =
    input.options.latencies?.(place) ?? lognormal(scenario.medianUs ?? MEDIAN_US, noise.request)
  const recordings = [buildRecording(scenario, ratio, latencies, random)]
  if (scenario.background !== undefined)
    recordings.push(emptyRecording('background', Math.round(scenario.background / ratio)))
  return {
    scenario: scenario.name,
    target: target.label,
    round,
    position,
    recordings: failed
      ? recordings.map((recording) => ({ ...recording, failures: { 'status-500': 2 } }))
      : recordings,
    usage: { cpuMs: recordings[0]!.served * ratio * 0.8, rssBytes: 80_000_000, writtenBytes: 0 },
  }
}

function buildRecording(
  scenario: SyntheticScenario,
  ratio: number,
  latencies: Latencies,
  random: Random,
): Recording {
  const { model = 'sequential', medianUs = MEDIAN_US, samples = 40 } = scenario
  const served = model === 'concurrent' ? Math.max(1, Math.round(samples / ratio)) : samples
  const serviceUs = drawMany(latencies, served, random).map((us) => us * ratio)
  const responseUs = serviceUs.map((us) => us + LATENESS_US)
  return {
    ...emptyRecording('main', served),
    windowMs: model === 'sequential' ? (served * medianUs * ratio) / 1000 : 100,
    serviceUs: encode(serviceUs),
    ...(model === 'open' && {
      responseUs: encode(responseUs),
      latenessUs: encode(serviceUs.map(() => LATENESS_US)),
    }),
  }
}

const MEDIAN_US = 1500
const LATENESS_US = 600

function encode(valuesUs: readonly number[]): string {
  const histogram = createHistogram()
  for (const us of valuesUs) recordUs(histogram, us)
  return encodeHistogram(histogram)
}

function emptyRecording(load: string, served: number): Recording {
  return {
    load,
    due: served,
    served,
    missed: 0,
    failures: {},
    windowMs: 100,
    bytesIn: served * 2000,
  }
}

function buildLifecycle(target: SyntheticTarget, random: Random): Lifecycle {
  const ratio = typeof target.latencyRatio === 'number' ? target.latencyRatio : 1
  const ms = (typical: number) => typical * ratio * Math.exp(0.03 * gaussian(random))
  return {
    target: target.label,
    acceptsMs: ms(180),
    readyMs: ms(200),
    firstAnswerMs: ms(260),
    stopMs: ms(50),
    databaseBytesBefore: 98_000_000,
    databaseBytesAfter: 98_000_000,
    rssBytes: Math.round(80_000_000 * Math.exp(0.02 * gaussian(random))),
  }
}

function ratioOf(target: SyntheticTarget, scenario: string): number {
  const { latencyRatio = 1 } = target
  return typeof latencyRatio === 'number' ? latencyRatio : (latencyRatio[scenario] ?? 1)
}
