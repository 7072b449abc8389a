// All rows of a plan in the order a live server would have inserted them: the days one after the other,
// within a day by start over all buckets. Only one day is in memory at a time.
import type { CreateRandom } from './distributions.ts'
import { openHost } from './host.ts'
import { HOSTS } from './hosts.ts'
import { makeLibrary } from './library.ts'
import type { EventRow, SnapshotPlan } from './recipe.ts'

export function* generateEvents(
  plan: SnapshotPlan,
  createRandom: CreateRandom,
): Generator<EventRow, void> {
  const library = makeLibrary(plan.seed, createRandom)
  const hosts = HOSTS.map((profile) => openHost(profile, plan, library, createRandom))
  for (let day = 0; day < plan.daysMs.length; day++) {
    library.turn()
    const rows = hosts.flatMap((host) => host.eventsOfDay(day))
    yield* rows.sort((a, b) => a.startMs - b.startMs || a.bucket - b.bucket)
  }
}
