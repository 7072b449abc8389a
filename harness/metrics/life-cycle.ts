// Metrics with one value per restart. Six such values give an exact interval but no small p-value, so they are
// judged and shown, and never decide the exit code.
import type { Lifecycle } from '../results/schema.ts'
import { SIZE_WORDS, TIME_WORDS } from './metric.ts'
import type { LifecycleMetric } from './metric.ts'

/** Start and stop times below a blink differ by scheduling alone. */
const FLOOR_MS = 20
/** A few pages of heap or of database are not a finding. */
const FLOOR_BYTES = 5_000_000

const LIFECYCLE = {
  scope: 'lifecycle',
  better: 'lower',
  marginRatio: 0.1,
  gating: false,
} as const

export const ready = lifecycleMs('ready', 'ready', 'start', (lifecycle) => lifecycle.readyMs)
export const firstAnswer = lifecycleMs(
  'first-answer',
  'first answer',
  'start',
  (lifecycle) => lifecycle.firstAnswerMs,
)
/** Of builds that both migrate; where one of them has nothing to migrate, reports show the times unjudged. */
export const migrated = lifecycleMs(
  'migrated',
  'migrated',
  'start',
  (lifecycle) => lifecycle.migratedMs,
)
/** What every start after the first costs: on a database that is migrated and used. */
export const restartReady = lifecycleMs(
  'restart-ready',
  'ready, second start',
  'end',
  (lifecycle) => lifecycle.restartReadyMs,
)
export const restartFirstAnswer = lifecycleMs(
  'restart-first-answer',
  'first answer, second start',
  'end',
  (lifecycle) => lifecycle.restartFirstAnswerMs,
)
export const stop = lifecycleMs('stop', 'stop', 'end', (lifecycle) => lifecycle.stopMs)
export const rss = lifecycleBytes('rss', 'resident memory', (lifecycle) => lifecycle.rssBytes)
export const databaseBytes = lifecycleBytes(
  'database-bytes',
  'database size',
  (lifecycle) => lifecycle.databaseBytesAfter,
)
export const indexBytes = lifecycleBytes(
  'index-bytes',
  'index size',
  (lifecycle) => lifecycle.indexBytesAfter,
)

type Read = (lifecycle: Lifecycle) => number | undefined

function lifecycleMs(
  id: string,
  label: string,
  when: LifecycleMetric['when'],
  read: Read,
): LifecycleMetric {
  return { ...LIFECYCLE, id, label, when, unit: 'ms', words: TIME_WORDS, floor: FLOOR_MS, read }
}

function lifecycleBytes(id: string, label: string, read: Read): LifecycleMetric {
  const size = { unit: 'bytes', words: SIZE_WORDS, floor: FLOOR_BYTES, when: 'end' } as const
  return { ...LIFECYCLE, ...size, id, label, read }
}
