// Joins sessions that measured the same targets in several places. Nothing is averaged and nothing is lost: units stay
// as they are, histograms and all, and every session's header and end are kept (`shardSessions` gives them back).
import { createHash } from 'node:crypto'
import { UsageError } from '../../core/errors.ts'
import type { CpuProfile, Session, SessionHeader, Shard, UnitResult } from '../schema.ts'
import { renumber, shardSessions } from '../shards.ts'
import { checkJoinable } from './check-joinable.ts'
import { joinHeaders } from './join-headers.ts'
import { joinEnds } from './join-ends.ts'
import type { SessionSource } from './session-source.ts'

/** The same sessions give the same result in whatever order, at once or joined by and by. Throws UsageError. */
export function mergeSessions(
  sources: readonly SessionSource[],
  tool: SessionHeader['tool'],
): Session {
  if (sources.length < 2)
    throw new UsageError(
      `Expected at least two sessions to join, got ${sources.length === 0 ? 'none' : `only ${sources[0]!.file}, which can be used as it is`}.`,
    )
  const shards = sources
    .flatMap(({ file, session }) =>
      shardSessions(session).map((shard) => ({ file, session: shard })),
    )
    .sort(byTime)
  const differing = checkJoinable(shards)
  const sessions = shards.map(({ session }) => session)
  const id = `merged-${digestOf(sessions)}`
  const end = joinEnds(sessions)
  const cpuProfiles = sessions.flatMap(profilesOf)
  return {
    header: { ...joinHeaders(sessions, { id, tool, differing }), shards: sessions.map(shardOf) },
    units: sessions.flatMap(unitsOf).map((unit, index) => renumber(unit, index + 1)),
    ...(cpuProfiles.length > 0 && { cpuProfiles }),
    ...(end && { end }),
  }
}

function byTime(
  { session: { header: a } }: SessionSource,
  { session: { header: b } }: SessionSource,
) {
  const [one, other] = [`${a.startedAt} ${a.id}`, `${b.startedAt} ${b.id}`]
  return one < other ? -1 : one > other ? 1 : 0
}

function digestOf(sessions: readonly Session[]): string {
  const ids = sessions.map(({ header }) => header.id)
  return createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 12)
}

function shardOf({ header, end }: Session): Shard {
  return { header, ...(end && { end }) }
}

function unitsOf({ header, units }: Session): UnitResult[] {
  return units.map((unit) => ({ ...unit, origin: { shard: header.id, unit: unit.index } }))
}

function profilesOf({ header, cpuProfiles = [] }: Session): CpuProfile[] {
  return cpuProfiles.map((profile) => ({ ...profile, shard: header.id }))
}
