// The buckets of one host, found in the plan by the ids its watchers give them.
import { type BucketTrack, openBucketTrack } from './bucket-track.ts'
import type { Activity } from './event-data.ts'
import { DETAIL_BUCKETS, type HostProfile } from './hosts.ts'
import type { SnapshotPlan } from './recipe.ts'

export interface HostBuckets {
  readonly window: BucketTrack
  readonly afk: BucketTrack
  readonly details: Readonly<Partial<Record<Activity, BucketTrack>>>
  readonly all: readonly BucketTrack[]
  /** Window events per activity: as many as the bucket of its details has, `other` the rest. */
  readonly counts: Readonly<Record<Activity, number>>
  readonly afkEvents: number
}

export function openHostBuckets({ hostname }: HostProfile, plan: SnapshotPlan): HostBuckets {
  const indexOf = (watcher: string) =>
    plan.buckets.findIndex((b) => b.id === `${watcher}_${hostname}`)
  const eventsIn = (watcher: string) => plan.buckets[indexOf(watcher)]?.events ?? 0
  const window = openBucketTrack(indexOf('aw-watcher-window'))
  const afk = openBucketTrack(indexOf('aw-watcher-afk'))
  const details: Partial<Record<Activity, BucketTrack>> = {}
  const counts = { chrome: 0, firefox: 0, vim: 0, vscode: 0, other: eventsIn('aw-watcher-window') }
  for (const [activity, watcher] of Object.entries(DETAIL_BUCKETS)) {
    if (indexOf(watcher) < 0) continue
    details[activity as Activity] = openBucketTrack(indexOf(watcher))
    counts[activity as Activity] = eventsIn(watcher)
    counts.other -= eventsIn(watcher)
  }
  const all = [window, afk, ...Object.values(details)]
  return { window, afk, details, all, counts, afkEvents: eventsIn('aw-watcher-afk') }
}
