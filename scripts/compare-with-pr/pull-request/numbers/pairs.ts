// Which builds the tables of the pull request hold against each other, and where ours are measured that several tables use.
import { LIFE_CYCLE, PROCESS } from '../../../../harness/metrics/series.ts'
import type { Pair } from '../pr-row.ts'

export const TO_BRANCH: readonly Pair[] = [['master', 'branch']]
/** A printed factor is that of the last pair. */
export const BOTH: readonly Pair[] = [['master', 'midpoint'], ...TO_BRANCH]

export const DISTINCT = {
  scenario: 'heartbeats-distinct',
  load: 'heartbeats',
  metric: 'p50',
} as const

export const once = (metric: string) => ({ scenario: LIFE_CYCLE, load: PROCESS, metric })
