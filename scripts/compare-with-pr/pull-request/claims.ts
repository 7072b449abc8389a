// What the pull request says each commit did, and the rows where that must show.

export type Switch = 'lock' | 'copies' | 'schema' | 'statements'

export interface Claim {
  readonly commit: string
  /** Markdown. */
  readonly said: string
  readonly step: Switch
  /** Ids of rows. */
  readonly rows: readonly string[]
}

/** "Attribution by commit", in its order. */
export const CLAIMS: readonly Claim[] = [
  {
    commit: 'c58421f',
    said: 'composite index: the dominant win for reads, 417× and 208× on `?limit=N`, 2–4× on ranges',
    step: 'schema',
    rows: ['events-limit-100', 'events-limit-1000', 'events-1-week', 'event-count'],
  },
  {
    commit: 'de5a12c',
    said: 'no deep copies: 6% of a day’s query, growing to 27% of a year’s',
    step: 'copies',
    rows: ['query-1-day', 'query-1-year'],
  },
  {
    commit: '9377bda',
    said: 'no lock: the entire ~1500× of heartbeats under load, and hardly any throughput of identical requests',
    step: 'lock',
    rows: ['heartbeat-p50', 'day-queries-rate'],
  },
  {
    commit: 'f3705be',
    said: 'statements kept compiled: marginal on the write path (+2.4%)',
    step: 'statements',
    rows: ['heartbeats-distinct', 'heartbeats-merging'],
  },
]

/** Labels of the builds that a step leads to: of a chain of single switches, else of the four stations. */
export const STEP_ENDS: Readonly<Record<Switch, readonly string[]>> = {
  lock: ['lock', '+lock', 'midpoint'],
  copies: ['copies', '+copies', 'midpoint'],
  schema: ['schema', '+schema', 'branch'],
  statements: ['statements', '+statements', 'branch'],
}
