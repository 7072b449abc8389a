// Rounds of: start the server on what the last round left, beat, kill −9 in the middle, look at the database.
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { acknowledged, integrityOf } from './acknowledged.ts'
import { startVictim } from './server-to-kill.ts'
import { watcher } from './watcher.ts'

export interface KillOptions {
  /** Gets the database and whatever else the server writes. */
  readonly folder: string
  readonly rounds: number
  readonly profile: string
  /** Told after each round. */
  readonly onRound?: (round: number) => void
}

export interface KillResult {
  readonly rounds: number
  /** Heartbeats that were answered. */
  readonly answers: number
  /** Events that the answers told of. */
  readonly events: number
  /** Acknowledged events that were not found after a kill. */
  readonly lost: readonly string[]
  /** What `PRAGMA integrity_check` said, each answer once: `ok` alone is intact. */
  readonly integrity: readonly string[]
}

const WATCHERS = 3
/** From the first request on; servers answer hundreds of heartbeats in this time. */
const KILL_AFTER_MS = { least: 20, most: 250 }

export async function killInRounds(options: KillOptions): Promise<KillResult> {
  const { folder, rounds, profile } = options
  const file = join(folder, 'killed.db')
  const promises = acknowledged()
  const watchers = Array.from({ length: WATCHERS }, (_, i) => watcher(`watcher-${i}`, promises))
  const integrity = new Set<string>()
  const lost = new Set<string>()
  for (let round = 1; round <= rounds; round++) {
    const server = await startVictim(file, profile)
    const beating = Promise.all(watchers.map(({ beat }) => beat(server.origin)))
    const { least, most } = KILL_AFTER_MS
    await Promise.race([setTimeout(least + Math.random() * (most - least)), beating])
    await server.kill()
    await beating
    integrity.add(integrityOf(file))
    for (const each of promises.lostIn(file)) lost.add(each)
    options.onRound?.(round)
  }
  return { rounds, ...promises.counts(), lost: [...lost], integrity: [...integrity] }
}
