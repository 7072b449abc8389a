// A calibration with numbers of every kind, for the tests of those who read one.
import { buildSession } from '../judge/testing-session.ts'
import { CALIBRATION_VERSION } from './calibration.ts'
import type { CalibratedPlace, Calibration } from './calibration.ts'

const share = (hits: number, of = 300) => ({ hits, of })
const sessions = (red: number, of = 300) => ({
  sessions: of,
  red: share(red, of),
  invalid: share(0, of),
  meanUnits: 10.5,
})

export function testingCalibration(changes: Partial<Calibration> = {}): Calibration {
  const { header } = buildSession({ isPinned: true })
  return {
    kind: 'calibration-result',
    version: CALIBRATION_VERSION,
    tool: header.tool,
    madeAt: '2026-11-28T20:00:00.000Z',
    machine: header.machine,
    pinning: { generator: [0], servers: [1] },
    config: 'c0nf1g',
    scenarios: { items: 'd1g3st', beats: 'd1g3st' },
    input: 'HEAD',
    commit: '1'.repeat(40),
    profile: 'pr',
    draws: 300,
    units: { complete: 27, voided: 1 },
    unitMs: 27_000,
    onceMs: 12_000,
    unchanged: sessions(1),
    places: [
      placeOf('items', 'p50', 0.05, 20),
      placeOf('beats', 'response-p95', 0.5, undefined),
      { ...placeOf('items', 'p99', 0.1, 20), gating: false },
    ],
    planted: [
      { scenario: 'items', effectRatio: 0.08, ...sessions(90, 100), redElsewhere: share(0, 100) },
      { scenario: 'beats', effectRatio: 1, ...sessions(50, 100), redElsewhere: share(1, 100) },
    ],
    faults: [STALL],
    answers: [WRONG_ANSWER],
    real: [{ id: 'unchanged', title: 'unchanged builds', ...sessions(0, 5) }],
    ...changes,
  }
}

function placeOf(
  scenario: string,
  metric: string,
  marginRatio: number,
  rounds: number | undefined,
): CalibratedPlace {
  const effects = marginRatio < 0.3 ? [0.03, 0.05, 0.08, 0.1, 0.2] : [0.6, 1, 2]
  return {
    scenario,
    load: 'main',
    metric,
    gating: true,
    marginRatio,
    ...(rounds !== undefined && { rounds }),
    slower: share(0),
    faster: share(1),
    same: share(285),
    planted: effects.map((effectRatio, index) => ({
      effectRatio,
      found: share(Math.round((100 * index) / (effects.length - 1)), 100),
    })),
    reach: [
      { looks: [6], beyondRatio: 0.06 },
      { looks: [10], beyondRatio: 0.04 },
      { looks: [32], beyondRatio: 0.01 },
      { looks: [6, 9, 12], beyondRatio: 0.03 },
    ],
  }
}

const STALL: Calibration['faults'][number] = {
  id: 'stall',
  title: 'every 500th request holds up the server for 1 s',
  fault: 'stall=1s@500',
  units: { complete: 12, voided: 0 },
  ...sessions(240),
  moved: [
    {
      scenario: 'beats',
      load: 'main',
      metric: 'response-p95',
      gating: true,
      found: share(240),
      change: { value: 42, low: 21, high: 84 },
    },
    { scenario: 'items', load: 'main', metric: 'p99', gating: false, found: share(150) },
  ],
}

const WRONG_ANSWER: Calibration['answers'][number] = {
  id: 'wrong-answer',
  title: 'answers lack their last event',
  fault: 'wrong-answer=100%',
  exitCode: 4,
  scenarios: ['items'],
}
