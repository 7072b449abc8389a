// A judged session written by hand for tests of reports: four targets, values near those of the first report
// that this tool reproduces, and every verdict at least once. Small on purpose: a reviewer reads its output.
import { EXIT } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import type { Comparison, Finding, Judgement, Verdict } from '../judge/comparison.ts'
import { METRICS } from '../metrics/catalogue.ts'
import { LIFE_CYCLE, PROCESS } from '../metrics/series.ts'
import { SCHEMA_VERSION } from '../results/schema.ts'
import type { Answer, ScenarioInfo, Session, TargetInfo, UnitResult } from '../results/schema.ts'

const BASELINE = 'master'
const LABELS = ['master', 'midpoint', 'branch', 'followup'] as const
const UNITS = 6

/** Values of one place for master, midpoint, branch and followup, with followup's verdict. */
interface Line {
  readonly place: readonly [scenario: string, load: string, metric: string]
  readonly values: readonly [number, number, number, number]
  readonly verdict: Verdict
  /** Half the interval's width on the log scale. */
  readonly spread?: number
}

const LINES: readonly Line[] = [
  line('buckets-list', 'reads', 'p50', [240, 241, 240, 239], 'same', 0.012),
  line('buckets-list', 'reads', 'p95', [311, 312, 309, 310], 'same', 0.03),
  line('events-limit-100', 'reads', 'p50', [137_500, 138_500, 330, 331], 'faster', 0.06),
  line('events-limit-100', 'reads', 'p95', [141_000, 142_200, 420, 424], 'faster', 0.09),
  line('events-limit-100', 'reads', 'p99', [144_000, 149_000, 610, 640], 'faster', 0.3),
  line('events-month', 'reads', 'p50', [83_900, 83_400, 36_900, 51_000], 'invalid'),
  line('query-year', 'queries', 'p50', [1_074_000, 783_000, 497_000, 492_000], 'faster', 0.02),
  line('day-queries-8', 'clients', 'throughput', [23.8, 26.2, 100.1, 101.4], 'faster', 0.03),
  line('day-queries-8', 'clients', 'p50', [336_000, 304_000, 79_000, 78_400], 'faster', 0.04),
  line('heartbeats-alone', 'heartbeats', 'response-p50', [610, 608, 590, 575], 'same', 0.08),
  line(
    'heartbeats-loaded',
    'heartbeats',
    'response-p50',
    [994_000, 9400, 640, 610],
    'faster',
    0.25,
  ),
  line(
    'heartbeats-loaded',
    'heartbeats',
    'response-p95',
    [1_012_000, 91_000, 72_000, 70_100],
    'faster',
    0.4,
  ),
  line('heartbeats-loaded', 'heartbeats', 'served', [72, 955, 990, 996], 'faster', 0.02),
  line('heartbeats-loaded', 'year queries', 'served', [13, 18, 28, 29], 'faster', 0.09),
  line('merging-heartbeats', 'writes', 'p50', [231, 233, 226, 262], 'slower', 0.025),
  line('import', 'writes', 'p50', [48_200, 48_100, 47_000, 45_300], 'unclear', 0.061),
  line(LIFE_CYCLE, PROCESS, 'ready', [204, 201, 71, 69], 'faster', 0.05),
  line(
    LIFE_CYCLE,
    PROCESS,
    'rss',
    [81_000_000, 80_400_000, 84_000_000, 105_300_000],
    'slower',
    0.01,
  ),
  line(
    LIFE_CYCLE,
    PROCESS,
    'database-bytes',
    [98_200_000, 98_200_000, 98_200_000, 98_200_000],
    'same',
    0,
  ),
]

export interface ReportFixtureOptions {
  /** Adds the baseline a second time under the label `again`. */
  readonly control?: boolean
  readonly notes?: readonly Note[]
}

export function buildReportSession(options: ReportFixtureOptions = {}): Session {
  const targets = [...LABELS.map(targetOf), ...(options.control === true ? [CONTROL] : [])]
  return {
    header: {
      kind: 'session',
      schemaVersion: SCHEMA_VERSION,
      tool: { name: 'heartbench', version: '0.1.0' },
      id: '2026-06-12-0800',
      startedAt: '2026-06-12T08:00:00.000Z',
      command: 'npx heartbench compare master .:midpoint .:branch .:followup --seed 7',
      seed: '7',
      unitsPlanned: UNITS + 1,
      machine: {
        cpuModel: 'Example CPU',
        cpus: 2,
        memoryBytes: 8_000_000_000,
        system: 'linux',
        architecture: 'x64',
        node: 'v24.21.0',
      },
      snapshot: {
        name: 'golden',
        bytes: 98_200_000,
        digest: 'c0ffee00c0ffee00c0ffee00c0ffee00',
        events: 544_688,
        description: 'largest bucket aw-watcher-window_desk with 309,000 events',
      },
      targets,
      scenarios: [...SCENARIOS],
      plan: SCENARIOS.map(({ name }) => ({ scenario: name, rounds: 1, warmup: 30, dropped: 2 })),
      answers: answersOf(targets),
      notes: [DIFFERENCE, ...(options.notes ?? [])],
    },
    units: Array.from({ length: UNITS + 1 }, (_, index) => unitOf(index, targets)),
    end: { kind: 'end', finishedAt: '2026-06-12T08:12:30.000Z', state: 'finished', notes: [] },
  }
}

export function buildReportJudgement(options: ReportFixtureOptions = {}): Judgement {
  const candidates = LABELS.slice(1).flatMap((label, index) =>
    LINES.map((each) => comparisonOf(each, label, each.values[index + 1]!)),
  )
  const control = options.control === true ? LINES.map((each) => controlOf(each)) : []
  const comparisons = [...candidates, ...control]
  const findings = findingsOf(comparisons)
  return { comparisons, budgets: [], findings, exitCode: EXIT.wrongAnswers }
}

function comparisonOf(from: Line, candidate: string, candidateValue: number): Comparison {
  const [scenario, load, metric] = from.place
  const { marginRatio, gating } = METRICS.find(({ id }) => id === metric)!
  const ratio = candidateValue / from.values[0]
  const spread = from.spread ?? 0
  const isLast = candidate === LABELS.at(-1)
  const verdict = isLast ? from.verdict : verdictOf(ratio, metric)
  return {
    scenario,
    load,
    metric,
    baseline: BASELINE,
    candidate,
    baselineValue: from.values[0],
    candidateValue,
    change:
      verdict === 'invalid'
        ? undefined
        : {
            value: ratio,
            low: ratio * Math.exp(-spread),
            high: ratio * Math.exp(spread),
            confidence: 0.95,
            units: UNITS,
            method: 'clustered-trimmed',
          },
    verdict,
    marginRatio,
    gating: gating === true,
    alarmP: undefined,
    detectableRatio: verdict === 'invalid' ? undefined : marginRatio + Math.expm1(spread),
    unitsNeeded: verdict === 'unclear' ? 9 : undefined,
    notes: [],
  }
}

function verdictOf(ratio: number, metric: string): Verdict {
  if (Math.abs(Math.log(ratio)) < 0.05) return 'same'
  return ratio < 1 === (METRICS.find(({ id }) => id === metric)!.better === 'lower')
    ? 'faster'
    : 'slower'
}

function controlOf(from: Line): Comparison {
  const comparison = comparisonOf(from, CONTROL.label, from.values[0] * 1.004)
  return { ...comparison, verdict: 'same' }
}

function findingsOf(comparisons: readonly Comparison[]): readonly Finding[] {
  const slower = comparisons.find(
    (each) => each.candidate === 'followup' && each.scenario === 'merging-heartbeats',
  )!
  return [
    {
      rule: 'no-regression',
      severity: 'fail',
      message: 'merging-heartbeats p50: expected at most +5.0 %, found +13.4 % [+10.6 %, +16.3 %].',
      comparison: slower,
    },
  ]
}

function targetOf(label: string, index: number): TargetInfo {
  return {
    label,
    role: index === 0 ? 'baseline' : 'candidate',
    input: index === 0 ? 'master' : `.:${label}`,
    commit: String(index).repeat(40),
    subject: `Commit of ${label} | with a pipe`,
    dirty: label === 'followup',
    ...(index > 0 && { variant: label }),
  }
}

const CONTROL: TargetInfo = { ...targetOf('master', 0), label: 'again', role: 'candidate' }

const DIFFERENCE: Note = {
  code: 'answers-differ',
  scenario: 'events-month',
  target: 'followup',
  request: 'GET /api/0/buckets/window/events?start=2026-05-12',
  detail: 'event 17 has another duration',
}

function answersOf(targets: readonly TargetInfo[]): Answer[] {
  return SCENARIOS.filter(({ readOnly }) => readOnly).flatMap(({ name }) =>
    targets.map(({ label }): Answer => {
      const differs = name === 'events-month' && label === 'followup'
      const state = differs ? 'different' : 'same'
      return { scenario: name, target: label, state, digest: `digest-of-${name}`, bytes: 12_300 }
    }),
  )
}

function unitOf(index: number, targets: readonly TargetInfo[]): UnitResult {
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
    })),
    slices: targets.map(({ label }) => ({
      scenario: 'heartbeats-loaded',
      target: label,
      round: 0,
      position: 0,
      recordings: [recordingOf(label === BASELINE ? 154 : 0)],
    })),
    notes: isVoid ? [{ code: 'unit-void', unit: index, detail: 'another process was busy' }] : [],
  }
}

function recordingOf(missed: number) {
  const counts = { due: 166, served: 166 - missed, missed, failures: {} }
  return { load: 'heartbeats', ...counts, windowMs: 2000, bytesIn: 0 }
}

function line(
  scenario: string,
  load: string,
  metric: string,
  values: Line['values'],
  verdict: Verdict,
  spread?: number,
): Line {
  return {
    place: [scenario, load, metric],
    values,
    verdict,
    ...(spread !== undefined && { spread }),
  }
}

const READS = { name: 'reads', measured: true, model: 'sequential' } as const
const HEARTBEATS = { name: 'heartbeats', measured: true, model: 'open', ratePerSecond: 83 } as const

const SCENARIOS: readonly ScenarioInfo[] = [
  scenario('buckets-list', '`GET /buckets/`', 'REST reads (sequential)', READS),
  scenario('events-limit-100', 'events `?limit=100`', 'REST reads (sequential)', READS),
  scenario('events-month', 'events, 1 month', 'REST reads (sequential)', READS),
  scenario('query-year', 'desktop, 1 year', 'Query (sequential)', { ...READS, name: 'queries' }),
  scenario('day-queries-8', 'day queries, 8 clients', 'Concurrency', {
    name: 'clients',
    measured: true,
    model: 'concurrent',
    connections: 8,
  }),
  scenario('heartbeats-alone', 'heartbeats alone', 'Under load', HEARTBEATS),
  scenario('heartbeats-loaded', 'heartbeats beside year queries', 'Under load', HEARTBEATS, {
    name: 'year queries',
    measured: false,
    model: 'sequential',
  }),
  scenario('merging-heartbeats', 'merging heartbeats', 'Writes', { ...READS, name: 'writes' }),
  scenario('import', 'import', 'Writes', { ...READS, name: 'writes' }),
]

function scenario(
  name: string,
  title: string,
  table: string,
  ...loads: ScenarioInfo['loads']
): ScenarioInfo {
  const readOnly = table !== 'Writes' && table !== 'Under load'
  return { name, title, table, summary: `Why ${name} exists.`, readOnly, loads }
}
