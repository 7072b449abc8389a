// The built-in scenarios for servers that speak the ActivityWatch REST API, in report order.
// Add one: define it in the file of its table (or a new file) and it appears here by its list.
import type { Scenario } from '../harness/core/scenario.ts'
import { bulkWrites } from './bulk-writes.ts'
import { concurrency } from './concurrency.ts'
import { underLoad, writes } from './heartbeats.ts'
import { queries } from './queries.ts'
import { restReads } from './rest-reads.ts'
import { watcherDays } from './watcher-day.ts'

export const activityWatchScenarios: readonly Scenario[] = [
  ...restReads,
  ...queries,
  ...concurrency,
  ...underLoad,
  ...watcherDays,
  ...writes,
  ...bulkWrites,
]
