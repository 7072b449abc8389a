// Builds sessions with known true ratios and noise, through real histograms: for tests of judging and of reports.
import { createRandom } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import { createHistogram, encodeHistogram, recordUs } from '../results/histogram.ts'
import { SCHEMA_VERSION } from '../results/schema.ts'
import type {
  Answer,
  Lifecycle,
  Recording,
  ScenarioInfo,
  Session,
  SessionEnd,
  SliceResult,
  UnitResult,
} from '../results/schema.ts'

export interface SyntheticTarget {
  readonly label: string
  /** True latency over the baseline's: 1.2 is 20 % slower; by scenario name where it differs. */
  readonly latencyRatio?: number | Readonly<Record<string, number>>
}

export interface SyntheticScenario {
  readonly name: string
  readonly model?: 'sequential' | 'concurrent' | 'open'
  /** Median latency of the baseline. */
  readonly medianUs?: number
  /** Samples per slice (sequential), or what the baseline serves in a window of 100 ms (concurrent, open). */
  readonly samples?: number
  /** Adds a background load of this many requests per slice, as year queries beside heartbeats. */
  readonly background?: number
}

export interface SyntheticNoise {
  /** Standard deviations on the log scale: luck of one process start, of one slice, of one request. */
  readonly unit: number
  readonly round: number
  readonly request: number
}

export interface SyntheticOptions {
  readonly seed?: string
  readonly units?: number
  readonly rounds?: number
  /** The first is the baseline. */
  readonly targets?: readonly SyntheticTarget[]
  readonly scenarios?: readonly SyntheticScenario[]
  readonly noise?: Partial<SyntheticNoise>
  /** Unit numbers that are void. */
  readonly voidUnits?: readonly number[]
  readonly answers?: readonly Answer[]
  /** Slices with failed requests. */
  readonly failures?: readonly {
    readonly unit: number
    readonly scenario: string
    readonly target: string
  }[]
  readonly end?: SessionEnd
}

const NOISE: SyntheticNoise = { unit: 0.008, round: 0.04, request: 0.2 }
const TARGETS: readonly SyntheticTarget[] = [{ label: 'master' }, { label: 'branch' }]
const SCENARIOS: readonly SyntheticScenario[] = [{ name: 'events-limit-1000' }]

/** Same options, same session. Defaults: 6 units of 10 rounds, master and an equal branch, one sequential scenario. */
export function buildSession(options: SyntheticOptions = {}): Session {
  const { units = 6, targets = TARGETS, scenarios = SCENARIOS, rounds = 10 } = options
  const random = createRandom(options.seed ?? 'synthetic')
  return {
    header: {
      kind: 'session',
      schemaVersion: SCHEMA_VERSION,
      tool: { name: 'heartbench', version: '0.1.0' },
      id: 'synthetic',
      startedAt: '2026-06-12T08:00:00.000Z',
      command: 'heartbench compare',
      seed: options.seed ?? 'synthetic',
      unitsPlanned: units,
      machine: MACHINE,
      targets: targets.map((target, index) => describeTarget(target, index)),
      scenarios: scenarios.map(describeScenario),
      plan: scenarios.map((scenario) => planOf(scenario, rounds)),
      answers: [...(options.answers ?? [])],
      notes: [],
    },
    units: Array.from({ length: units }, (_, index) =>
      buildUnit(index, { ...options, targets, scenarios, rounds }, random),
    ),
    end: options.end ?? END,
  }
}

type Filled = SyntheticOptions &
  Required<Pick<SyntheticOptions, 'targets' | 'scenarios' | 'rounds'>>

function buildUnit(index: number, options: Filled, random: Random): UnitResult {
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
      ? [{ code: 'unit-void', unit: index, detail: 'another process used 40 % of a CPU' }]
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
  readonly options: Filled
}

function buildSlice(input: SliceInput, random: Random): SliceResult {
  const { scenario, target, noise, round, position, index } = input
  const ratio =
    ratioOf(target, scenario.name) * input.luck * Math.exp(noise.round * gaussian(random))
  const failed = input.options.failures?.some(
    (at) => at.unit === index && at.scenario === scenario.name && at.target === target.label,
  )
  const recordings = [buildRecording(scenario, ratio, noise.request, random)]
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
  sd: number,
  random: Random,
): Recording {
  const { model = 'sequential', medianUs = 1500, samples = 40 } = scenario
  const served = model === 'concurrent' ? Math.max(1, Math.round(samples / ratio)) : samples
  const [service, response, lateness] = [createHistogram(), createHistogram(), createHistogram()]
  for (let sample = 0; sample < served; sample++) {
    const serviceUs = medianUs * ratio * Math.exp(sd * gaussian(random))
    recordUs(service, serviceUs)
    recordUs(response, serviceUs + 600)
    recordUs(lateness, 600)
  }
  return {
    ...emptyRecording('main', served),
    windowMs: model === 'sequential' ? (served * medianUs * ratio) / 1000 : 100,
    serviceUs: encodeHistogram(service),
    ...(model === 'open' && {
      responseUs: encodeHistogram(response),
      latenessUs: encodeHistogram(lateness),
    }),
  }
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

function describeTarget(
  target: SyntheticTarget,
  index: number,
): Session['header']['targets'][number] {
  return {
    label: target.label,
    role: index === 0 ? 'baseline' : 'candidate',
    input: target.label,
    commit: String(index + 1)
      .repeat(40)
      .slice(0, 40),
    subject: `Commit of ${target.label}`,
    dirty: false,
  }
}

function describeScenario(scenario: SyntheticScenario): ScenarioInfo {
  const { name, model = 'sequential' } = scenario
  const main = {
    name: 'main',
    measured: true,
    model,
    ...(model === 'concurrent' && { connections: 8 }),
    ...(model === 'open' && { ratePerSecond: 100 }),
  }
  const background = { name: 'background', measured: false, model: 'sequential' as const }
  return {
    name,
    title: `\`${name}\``,
    table: 'Synthetic',
    summary: 'A synthetic scenario.',
    readOnly: true,
    loads: scenario.background === undefined ? [main] : [main, background],
  }
}

function planOf(scenario: SyntheticScenario, rounds: number): Session['header']['plan'][number] {
  const { name, model = 'sequential', samples = 40 } = scenario
  const size = model === 'sequential' ? { requests: { main: samples } } : { sliceMs: 100 }
  return { scenario: name, rounds, ...size, warmup: 2000, dropped: 5 }
}

/** Box–Muller. */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

const MACHINE: Session['header']['machine'] = {
  cpuModel: 'Synthetic CPU',
  cpus: 2,
  memoryBytes: 8_000_000_000,
  system: 'linux',
  architecture: 'x64',
  node: 'v24.0.0',
}

const END: SessionEnd = {
  kind: 'end',
  finishedAt: '2026-06-12T08:10:00.000Z',
  state: 'finished',
  notes: [],
}
