// The recipe of the golden snapshot: which buckets, how many events, over which days. Everything in this
// folder is pure: the same plan gives the same rows on every machine. Change what comes out, and `version`
// has to rise: caches and published numbers are named after it.

import { DAY_MS, LAST_DAY_MS } from './calendar.ts'

export const RECIPE = { name: 'activitywatch', version: 2 } as const

export interface Scale {
  /** Share of the golden numbers of events. */
  readonly share: number
  readonly days: number
}

/** 12.5 months, in small scales too, so that every window finds something; a person needs ten times as long for `xl`. */
const GOLDEN_DAYS = 381

export const SCALES = {
  tiny: { share: 1 / 500, days: GOLDEN_DAYS },
  small: { share: 1 / 20, days: GOLDEN_DAYS },
  golden: { share: 1, days: GOLDEN_DAYS },
  xl: { share: 10, days: 10 * GOLDEN_DAYS },
} as const satisfies Readonly<Record<string, Scale>>

export type SnapshotScale = keyof typeof SCALES

/** The seed of published numbers; another one shows that a finding is not a whim of this database. */
export const DEFAULT_SEED = 'heartbench'

export interface BucketRecipe {
  readonly id: string
  readonly type: string
  readonly client: string
  readonly hostname: string
  /**
   * Before the first event can be. As rusqlite stores a UTC time: space instead of T, offset instead of Z, 0, 3, 6 or
   * 9 digits of a second. Below without the day, which depends on the scale.
   */
  readonly created: string
  readonly events: number
}

export interface SnapshotPlan {
  readonly scale: SnapshotScale
  readonly seed: string
  /** Midnight of each day, oldest first. */
  readonly daysMs: readonly number[]
  /** In the order of their row ids. */
  readonly buckets: readonly BucketRecipe[]
  readonly events: number
}

/** One row to be. Milliseconds since the epoch are exact in a double; nanoseconds would not be. */
export interface EventRow {
  /** Index into the buckets of the plan. */
  readonly bucket: number
  readonly startMs: number
  readonly endMs: number
  /** Compact JSON with sorted keys: the canonical text ActivityWatch stores. */
  readonly data: string
}

/** The whole amount of work, known before anything is generated. */
export function planSnapshot(scale: SnapshotScale, seed: string): SnapshotPlan {
  const { share, days } = SCALES[scale]
  const firstDayMs = LAST_DAY_MS - (days - 1) * DAY_MS
  const daysMs = Array.from({ length: days }, (_, day) => firstDayMs + day * DAY_MS)
  const firstDay = new Date(firstDayMs).toISOString().slice(0, 10)
  const buckets = GOLDEN_BUCKETS.map((bucket) => scaleBucket(bucket, share, firstDay))
  const events = buckets.reduce((sum, bucket) => sum + bucket.events, 0)
  return { scale, seed, daysMs, buckets, events }
}

function scaleBucket(bucket: BucketRecipe, share: number, firstDay: string): BucketRecipe {
  const created = `${firstDay} ${bucket.created}`
  return { ...bucket, created, events: Math.round(bucket.events * share) }
}

const DESKTOP = 'heartbench-desktop'
const LAPTOP = 'heartbench-laptop'

/**
 * The database of aw-server-rust#615: 544,688 events, 309,000 of them in one window bucket. The split of
 * the rest is ours. Row ids follow this order.
 */
const GOLDEN_BUCKETS: readonly BucketRecipe[] = [
  {
    id: `aw-watcher-window_${DESKTOP}`,
    type: 'currentwindow',
    client: 'aw-watcher-window',
    hostname: DESKTOP,
    created: '06:41:12.518273645+00:00',
    events: 309_000,
  },
  {
    id: `aw-watcher-afk_${DESKTOP}`,
    type: 'afkstatus',
    client: 'aw-watcher-afk',
    hostname: DESKTOP,
    created: '06:41:12.604918220+00:00',
    events: 17_388,
  },
  {
    id: `aw-watcher-web-chrome_${DESKTOP}`,
    type: 'web.tab.current',
    client: 'aw-client-web',
    hostname: DESKTOP,
    created: '06:41:15.220+00:00',
    events: 96_000,
  },
  {
    id: `aw-watcher-web-firefox_${DESKTOP}`,
    type: 'web.tab.current',
    client: 'aw-client-web',
    hostname: DESKTOP,
    created: '06:44:31.907+00:00',
    events: 31_000,
  },
  {
    id: `aw-watcher-vim_${DESKTOP}`,
    type: 'app.editor.activity',
    client: 'aw-watcher-vim',
    hostname: DESKTOP,
    created: '06:52:03+00:00',
    events: 24_000,
  },
  {
    id: `aw-watcher-vscode_${DESKTOP}`,
    type: 'app.editor.activity',
    client: 'aw-watcher-vscode',
    hostname: DESKTOP,
    created: '06:53:49.131+00:00',
    events: 38_000,
  },
  {
    id: `aw-watcher-window_${LAPTOP}`,
    type: 'currentwindow',
    client: 'aw-watcher-window',
    hostname: LAPTOP,
    created: '06:55:27.775310482+00:00',
    events: 26_300,
  },
  {
    id: `aw-watcher-afk_${LAPTOP}`,
    type: 'afkstatus',
    client: 'aw-watcher-afk',
    hostname: LAPTOP,
    created: '06:55:27.902663911+00:00',
    events: 3_000,
  },
]
