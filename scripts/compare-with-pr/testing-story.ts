// A small story for tests: fabricated sessions with known truth, and rows of a pull request to hold against them.
import { buildSession } from '../../harness/judge/testing-session.ts'
import type { SyntheticOptions } from '../../harness/judge/testing-session.ts'
import type { Session } from '../../harness/results/schema.ts'
import type { Explanation } from './check-explanations.ts'
import { compareRows } from './compared-row.ts'
import type { Compared } from './compared-row.ts'
import { findIn } from './measured.ts'
import type { Claim } from './pull-request/claims.ts'
import type { Pair, PrRow } from './pull-request/pr-row.ts'
import type { Story } from './story.ts'
import { findValueIn } from './values.ts'

/** Branch reads four times as fast, and serves eight clients twice as fast; followup writes 25 % faster still. */
export function fabricateStory(options: SyntheticOptions = {}): Session {
  return buildSession({
    isPinned: true,
    rounds: 5,
    noise: { unit: 0.005, round: 0.01, request: 0.02 },
    scenarios: [
      { name: 'reading', samples: 20, medianUs: 20_000 },
      { name: 'crowd', model: 'concurrent', samples: 40 },
      { name: 'writing', samples: 20, medianUs: 400 },
    ],
    targets: [
      { label: 'master' },
      { label: 'midpoint' },
      { label: 'branch', latencyRatio: { reading: 0.25, crowd: 0.5 } },
      { label: 'followup', latencyRatio: { reading: 0.25, crowd: 0.5, writing: 0.8 } },
    ],
    ...options,
  })
}

const TO_BRANCH: readonly Pair[] = [['master', 'branch']]
const at = (scenario: string, metric = 'p50') => ({ scenario, load: 'main', metric })

export const ROWS = {
  agreeing: {
    id: 'reading',
    table: 'reads',
    title: 'events `?limit=100`',
    better: 'lower',
    printed: { master: '100 ms', midpoint: '101 ms', branch: '25 ms' },
    pairs: [['master', 'midpoint'], ...TO_BRANCH],
    factor: '4.0×',
    place: at('reading'),
    source: 'here',
  },
  larger: {
    id: 'crowd',
    table: 'concurrency',
    title: 'eight clients',
    better: 'higher',
    printed: { master: '10 req/s', branch: '90 req/s' },
    pairs: TO_BRANCH,
    place: at('crowd', 'throughput'),
    source: 'here',
  },
  opposite: {
    id: 'writing',
    table: 'followUp',
    title: 'writing',
    better: 'higher',
    printed: { branch: '4000/s', followup: '2000/s' },
    pairs: [['branch', 'followup']],
    place: at('writing'),
    source: 'here',
  },
  absent: {
    id: 'absent',
    table: 'reads',
    title: 'events, 1-day range',
    better: 'lower',
    printed: { master: '31.1 ms', branch: '9.4 ms' },
    pairs: TO_BRANCH,
    place: at('absent'),
    source: 'here',
  },
  alone: {
    id: 'alone',
    table: 'followUp',
    title: 'reading',
    better: 'lower',
    printed: { branch: '6 ms' },
    pairs: [],
    place: at('reading'),
    source: 'here',
  },
} as const satisfies Readonly<Record<string, PrRow>>

const CLAIM: Claim = {
  commit: 'c58421f',
  said: 'composite index: the dominant win',
  step: 'schema',
  rows: ['reading'],
}

export function compareWith(session: Session, rows: readonly PrRow[]): Compared {
  return compareRows(rows, findIn([session]))
}

export function storyOf(
  session: Session,
  numbers: readonly PrRow[],
  explanations: readonly Explanation[],
): Story {
  const sessions = [session]
  return {
    session,
    sessionFile: 'session.jsonl',
    attribution: undefined,
    numbers,
    claims: [CLAIM],
    explanations,
    compared: compareWith(session, numbers),
    findOurs: findIn(sessions),
    findValue: findValueIn(sessions),
  }
}
