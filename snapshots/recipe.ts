// The recipe of the golden snapshot: which buckets, how many events, over which days. Everything in this
// folder is pure: the same plan gives the same rows on every machine. Change what comes out, and `version`
// has to rise: caches and published numbers are named after it.

export const RECIPE = { name: 'activitywatch', version: 1, schema: 4 } as const

/** Share of the golden numbers of events; the days stay the same, so that every window finds something. */
export const SCALES = { tiny: 1 / 500, small: 1 / 20, golden: 1 } as const

export type SnapshotScale = keyof typeof SCALES

/** The seed of published numbers; another one shows that a finding is not a whim of this database. */
export const DEFAULT_SEED = '1'

export interface BucketRecipe {
  readonly id: string
  readonly type: string
  readonly client: string
  readonly hostname: string
  /** Before the first event can be. As rusqlite stores a UTC time: space instead of T, offset instead of Z. */
  readonly created: string
  readonly events: number
}

export interface SnapshotPlan {
  readonly scale: SnapshotScale
  readonly seed: string
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
  const buckets = GOLDEN_BUCKETS.map((bucket) => scaleBucket(bucket, SCALES[scale]))
  const events = buckets.reduce((sum, bucket) => sum + bucket.events, 0)
  return { scale, seed, buckets, events }
}

function scaleBucket(bucket: BucketRecipe, share: number): BucketRecipe {
  return { ...bucket, events: Math.round(bucket.events * share) }
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
    created: '2025-05-28 06:41:12.518273645+00:00',
    events: 309_000,
  },
  {
    id: `aw-watcher-afk_${DESKTOP}`,
    type: 'afkstatus',
    client: 'aw-watcher-afk',
    hostname: DESKTOP,
    created: '2025-05-28 06:41:12.604918220+00:00',
    events: 17_388,
  },
  {
    id: `aw-watcher-web-chrome_${DESKTOP}`,
    type: 'web.tab.current',
    client: 'aw-client-web',
    hostname: DESKTOP,
    created: '2025-05-28 06:41:15.220000000+00:00',
    events: 96_000,
  },
  {
    id: `aw-watcher-web-firefox_${DESKTOP}`,
    type: 'web.tab.current',
    client: 'aw-client-web',
    hostname: DESKTOP,
    created: '2025-05-28 06:44:31.907000000+00:00',
    events: 31_000,
  },
  {
    id: `aw-watcher-vim_${DESKTOP}`,
    type: 'app.editor.activity',
    client: 'aw-watcher-vim',
    hostname: DESKTOP,
    created: '2025-05-28 06:52:03.000000000+00:00',
    events: 24_000,
  },
  {
    id: `aw-watcher-vscode_${DESKTOP}`,
    type: 'app.editor.activity',
    client: 'aw-watcher-vscode',
    hostname: DESKTOP,
    created: '2025-05-28 06:53:49.131000000+00:00',
    events: 38_000,
  },
  {
    id: `aw-watcher-window_${LAPTOP}`,
    type: 'currentwindow',
    client: 'aw-watcher-window',
    hostname: LAPTOP,
    created: '2025-05-28 06:55:27.775310482+00:00',
    events: 26_300,
  },
  {
    id: `aw-watcher-afk_${LAPTOP}`,
    type: 'afkstatus',
    client: 'aw-watcher-afk',
    hostname: LAPTOP,
    created: '2025-05-28 06:55:27.902663911+00:00',
    events: 3_000,
  },
]
