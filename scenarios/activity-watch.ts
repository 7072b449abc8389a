// What the ActivityWatch scenarios share: which bucket is meant, and time windows derived from the snapshot.
import type {
  BucketFacts,
  RequestContext,
  RequestSource,
  RequestSpec,
  SnapshotFacts,
} from '../harness/core/scenario.ts'

const DAY_MS = 86_400_000

/** RFC 3339 UTC bounds. */
export interface Window {
  readonly start: string
  readonly end: string
}

/** Every scenario here asks about stored events, so a run without a snapshot is a mistake. */
export function snapshotOf(context: RequestContext): SnapshotFacts {
  if (context.snapshot !== undefined) return context.snapshot
  throw new TypeError(
    'Expected an ActivityWatch snapshot for this scenario, got none: name one in the config.',
  )
}

/** The bucket of this type that holds the most events. */
export function largestBucket(snapshot: SnapshotFacts, type: string): BucketFacts {
  const buckets = snapshot.buckets
    .filter((bucket) => bucket.type === type && bucket.events > 0)
    .sort((a, b) => b.events - a.events)
  if (buckets[0] !== undefined) return buckets[0]
  throw new TypeError(`Expected a bucket of type "${type}" with events in the snapshot, got none.`)
}

/** The largest AFK bucket of the same host, whose periods the desktop query intersects with. */
export function afkBucketOf(snapshot: SnapshotFacts, window: BucketFacts): BucketFacts {
  const ofHost = snapshot.buckets.find(
    (bucket) => bucket.type === 'afkstatus' && bucket.hostname === window.hostname,
  )
  return ofHost ?? largestBucket(snapshot, 'afkstatus')
}

/** The last `days` days before the snapshot ends. */
export function lastDays(snapshot: SnapshotFacts, days: number): Window {
  return daysBefore(Date.parse(snapshot.end), days)
}

/** A window of `days` days in the middle of the snapshot's history. */
export function middleDays(snapshot: SnapshotFacts, days: number): Window {
  const middleMs = (Date.parse(snapshot.start) + Date.parse(snapshot.end)) / 2
  return daysBefore(middleMs + (days * DAY_MS) / 2, days)
}

/** `count` one-day periods, newest last. */
export function dailyPeriods(snapshot: SnapshotFacts, count: number): Window[] {
  const endMs = Date.parse(snapshot.end)
  return Array.from({ length: count }, (_, index) =>
    daysBefore(endMs - (count - 1 - index) * DAY_MS, 1),
  )
}

function daysBefore(endMs: number, days: number): Window {
  return {
    start: new Date(endMs - days * DAY_MS).toISOString(),
    end: new Date(endMs).toISOString(),
  }
}

export const api = (path: string): string => `/api/0${path}`

/** Path of a bucket's events with the given parameters. */
export function eventsPath(bucket: BucketFacts, parameters: Record<string, string>): string {
  return api(
    `/buckets/${encodeURIComponent(bucket.id)}/events?${new URLSearchParams(parameters).toString()}`,
  )
}

/** Later than anything in a snapshot, so that what scenarios write never meets stored events. */
export const AFTER_EVERYTHING_MS = Date.UTC(2027, 0, 1)

export interface NewBucket {
  readonly type: string
  readonly client: string
  readonly hostname: string
}

const SCRATCH: NewBucket = { type: 'currentwindow', client: 'heartbench', hostname: 'heartbench' }

/** As watchers make sure of their bucket at each start: 304 says that it was there. */
export function createBucket(id: string, bucket: NewBucket = SCRATCH): RequestSpec {
  const { client, type, hostname } = bucket
  return {
    method: 'POST',
    path: api(`/buckets/${encodeURIComponent(id)}`),
    body: JSON.stringify({ client, type, hostname }),
    expectStatus: [200, 304],
  }
}

/** The same request again and again, derived once from the snapshot. */
export function always(request: (snapshot: SnapshotFacts) => RequestSpec): RequestSource {
  return (context) => {
    const fixed = request(snapshotOf(context))
    return () => fixed
  }
}
