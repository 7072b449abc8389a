// The server's past as switches, and the profiles that name their combinations. Nothing else in the server
// knows a profile; each module gets the one switch it obeys.

/** Every switch with its values; the last value of each is the newest. To add a switch, add a line here. */
export const SWITCHES = {
  /** request: one lock is held during the whole of every request that needs the database. */
  lock: ['request', 'none'],
  /** deep: query functions copy their arguments, and data is copied between threads. move: handed over. */
  copies: ['deep', 'move'],
  /** How far migrations go: 4 has three single-column indexes, 5 one composite index. */
  schema: ['4', '5'],
  /** reprepare: SQL is compiled at each use. cached: once per connection. */
  statements: ['reprepare', 'cached'],
  /** off: each response closes its connection. */
  keepalive: ['off', 'on'],
  /** delete: rollback journal, group commit after the answer. wal: committed before the answer, reader threads. */
  journal: ['delete', 'wal'],
  /** longest: range reads are bounded below by the bucket's longest event. none: they walk the bucket. */
  bounds: ['none', 'longest'],
  /** kept: reader threads keep the events of the buckets they were asked for. read: they read them each time. */
  events: ['read', 'kept'],
  /** yield: worker threads run at a lower priority than the thread that answers. level: at the same. */
  threads: ['level', 'yield'],
} as const

export type SwitchName = keyof typeof SWITCHES
export type Tuning = { readonly [S in SwitchName]: (typeof SWITCHES)[S][number] }

const MASTER: Tuning = {
  lock: 'request',
  copies: 'deep',
  schema: '4',
  statements: 'reprepare',
  keepalive: 'off',
  journal: 'delete',
  bounds: 'none',
  events: 'read',
  threads: 'level',
}
const MIDPOINT: Tuning = { ...MASTER, lock: 'none', copies: 'move' }
const BRANCH: Tuning = { ...MIDPOINT, schema: '5', statements: 'cached' }
const FOLLOWUP: Tuning = { ...BRANCH, keepalive: 'on', journal: 'wal' }

/** Four stations of the original's history, and what this server does when nobody asks for a station. */
export const PROFILES = {
  master: MASTER,
  midpoint: MIDPOINT,
  branch: BRANCH,
  followup: FOLLOWUP,
  default: { ...FOLLOWUP, bounds: 'longest', events: 'kept', threads: 'yield' },
} as const satisfies Readonly<Record<string, Tuning>>

export type ProfileName = keyof typeof PROFILES
