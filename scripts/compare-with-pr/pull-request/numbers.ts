// Every number of the pull request that compares builds, word for word, with the place where we measure the same:
// https://github.com/ActivityWatch/aw-server-rust/pull/615, its performance report, commit messages and follow-up.
import { concurrency } from './numbers/concurrency.ts'
import { followUp } from './numbers/follow-up.ts'
import { load, writes } from './numbers/heartbeats.ts'
import { query, reads } from './numbers/reads-and-queries.ts'
import { start } from './numbers/start.ts'
import type { PrRow } from './pr-row.ts'

export const NUMBERS: readonly PrRow[] = [
  ...reads,
  ...query,
  ...concurrency,
  ...load,
  ...writes,
  ...start,
  ...followUp,
]
