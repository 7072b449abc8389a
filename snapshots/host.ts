// One computer through the months: which days it is used, how much, and which nights it is left running.
import { openActivityDeck } from './activity-deck.ts'
import { wakeUpMs, weighDays } from './calendar.ts'
import { type CreateRandom, type Random, shareOut } from './distributions.ts'
import { type HostBuckets, openHostBuckets } from './host-buckets.ts'
import type { HostProfile } from './hosts.ts'
import type { Library } from './library.ts'
import { type HostDay, playDay } from './play-day.ts'
import type { EventRow, SnapshotPlan } from './recipe.ts'

export interface Host {
  /** Events that start on the day, bucket by bucket. Days have to be asked for in order. */
  readonly eventsOfDay: (day: number) => EventRow[]
}

export function openHost(
  profile: HostProfile,
  plan: SnapshotPlan,
  library: Library,
  createRandom: CreateRandom,
): Host {
  const random = createRandom(`${plan.seed}/${profile.hostname}`)
  const buckets = openHostBuckets(profile, plan)
  const days = scheduleDays(profile, plan.daysMs, buckets, random)
  const deal = openActivityDeck(buckets.counts)
  const drawActivity = () => deal(random)
  return {
    eventsOfDay: (day) => {
      playDay(days[day]!, { buckets, library, random, drawActivity })
      return buckets.all.flatMap((track) => track.take())
    },
  }
}

function scheduleDays(
  profile: HostProfile,
  daysMs: readonly number[],
  buckets: HostBuckets,
  random: Random,
): HostDay[] {
  const weights = weighDays(daysMs, profile.busyness, random)
  const windowEvents = Object.values(buckets.counts).reduce((a, b) => a + b, 0)
  const windowShares = shareOut(windowEvents, weights)
  const afkShares = shareOutPairs(buckets.afkEvents, weights)
  const days: HostDay[] = []
  // From the last day backwards, because a night ends when the next used day starts.
  let nextStartMs: number | undefined
  for (let day = daysMs.length - 1; day >= 0; day--) {
    const startMs = wakeUpMs(daysMs[day]!, random)
    const runsUntilMs = random() < profile.nightsOnShare ? nextStartMs : undefined
    const [windowEvents, afkEvents] = [windowShares[day]!, afkShares[day]!]
    days.push({ startMs, windowEvents, afkEvents, runsUntilMs })
    if (windowEvents + afkEvents > 0) nextStartMs = startMs
  }
  return days.reverse()
}

/** A stretch and the break after it; were they dealt out one by one, small scales would have no breaks. */
function shareOutPairs(total: number, weights: readonly number[]): number[] {
  const shares = shareOut(Math.floor(total / 2), weights).map((pairs) => 2 * pairs)
  const lastUsed = weights.findLastIndex((weight) => weight > 0)
  shares[lastUsed]! += total % 2
  return shares
}
