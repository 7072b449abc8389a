// What was joined, one line per shard, for the terminal.
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session } from '../results/schema.ts'
import { shardSessions } from '../results/shards.ts'

/** Lines with their line ends. */
export function describeShards(session: Session): string {
  const shards = shardSessions(session)
  const lines = shards.map((shard) => `  ${describeShard(shard)}\n`)
  const units = completeUnits(session).length
  return `Joined ${shards.length} sessions with ${units} complete units:\n${lines.join('')}`
}

function describeShard(shard: Session): string {
  const { id, machine, scenarios, seed } = shard.header
  const units = completeUnits(shard).length
  const voided = shard.units.length - units
  const counted = `${units} complete ${units === 1 ? 'unit' : 'units'}${voided > 0 ? `, ${voided} void` : ''}`
  const ended = shard.end === undefined ? ', cut off' : endedAs(shard.end.state)
  const names = scenarios.map(({ name }) => name).join(', ')
  return `${id}: ${counted}${ended}; ${names}; ${machine.cpus} × ${machine.cpuModel}, seed ${seed}`
}

function endedAs(state: string): string {
  return state === 'finished' ? '' : `, ${state}`
}
