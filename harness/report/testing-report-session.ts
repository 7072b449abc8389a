// A session written by hand for tests of reports: four builds, seven units of which the last is void. Small on purpose:
// a reviewer reads its output.
import type { Note } from '../core/notes.ts'
import { SCHEMA_VERSION } from '../results/schema.ts'
import type { Session } from '../results/schema.ts'
import { SCENARIOS } from './testing-report-scenarios.ts'
import { answersOf, CONTROL, DIFFERENCE, LABELS, targetOf } from './testing-report-targets.ts'
import { unitOf, UNITS } from './testing-report-units.ts'

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
