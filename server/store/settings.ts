// Settings of the web UI: JSON values under keys, in the table that newer schemas have for such things.
import type { Prepare } from './statements.ts'

export interface Settings {
  /** Canonical JSON text; undefined if unset. */
  readonly get: (key: string) => string | undefined
  /** Sorted by key. */
  readonly all: () => readonly (readonly [key: string, json: string])[]
  readonly set: (key: string, json: string) => void
  readonly remove: (key: string) => void
}

const PREFIX = 'settings.'
const GET = 'SELECT value FROM key_value WHERE key = ?'
// '/' is the character after '.'.
const ALL = `SELECT key, value FROM key_value WHERE key >= 'settings.' AND key < 'settings/' ORDER BY key`
const SET = 'INSERT OR REPLACE INTO key_value (key, value, last_modified) VALUES (?, ?, ?)'
const REMOVE = 'DELETE FROM key_value WHERE key = ?'

export function settingsTable(prepare: Prepare): Settings {
  return {
    get: (key) => {
      const row = prepare(GET).get(PREFIX + key) as [string | null] | undefined
      return row && (row[0] ?? 'null')
    },
    all: () => {
      const rows = prepare(ALL).all() as [string, string | null][]
      return rows.map(([key, value]) => [key.slice(PREFIX.length), value ?? 'null'] as const)
    },
    set: (key, json) => {
      const unixSeconds = Math.floor(Date.now() / 1000)
      prepare(SET).run(PREFIX + key, json, unixSeconds)
    },
    remove: (key) => void prepare(REMOVE).run(PREFIX + key),
  }
}
