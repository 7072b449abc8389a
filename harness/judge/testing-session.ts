// Builds sessions with known true ratios and noise, through real histograms: for tests of judging and of reports.
import { createRandom } from '../core/random.ts'
import { SCHEMA_VERSION } from '../results/schema.ts'
import type { ScenarioInfo, Session, SessionEnd } from '../results/schema.ts'
import type { SyntheticOptions, SyntheticScenario, SyntheticTarget } from './testing-options.ts'
import { buildUnit } from './testing-unit.ts'

export type * from './testing-options.ts'

const TARGETS: readonly SyntheticTarget[] = [{ label: 'master' }, { label: 'branch' }]
const SCENARIOS: readonly SyntheticScenario[] = [{ name: 'events-limit-1000' }]

/** Same options, same session. Defaults: 6 units of 10 rounds, master and an equal branch, one sequential scenario. */
export function buildSession(options: SyntheticOptions = {}): Session {
  const { units = 6, targets = TARGETS, scenarios = SCENARIOS, rounds = 10 } = options
  const isPinned = options.isPinned === true
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
      unitsPlanned: options.looks?.at(-1) ?? units,
      ...(options.looks && { looks: [...options.looks] }),
      machine: MACHINE,
      targets: targets.map((target, index) => describeTarget(target, index)),
      scenarios: scenarios.map(describeScenario),
      plan: scenarios.map((scenario) => planOf(scenario, rounds)),
      answers: [...(options.answers ?? [])],
      ...(isPinned && { pinning: { generator: [0], servers: [1] } }),
      notes: isPinned ? [] : [{ code: 'not-pinned' }],
    },
    units: Array.from({ length: units }, (_, index) =>
      buildUnit(index, { ...options, targets, scenarios, rounds }, random),
    ),
    end: options.end ?? END,
  }
}

function describeTarget(
  target: SyntheticTarget,
  index: number,
): Session['header']['targets'][number] {
  return {
    label: target.label,
    role: index === 0 ? 'baseline' : 'candidate',
    input: target.label,
    commit: String(target.isControl === true ? 1 : index + 1)
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
