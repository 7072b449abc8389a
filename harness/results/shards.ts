// Sessions that were joined: which they were, and what each of them measured. The statistics of a joined session rest on
// this alone: a unit belongs to one shard, and its ratios are those of one machine.
import type { CpuProfile, Machine, Session, SessionHeader, UnitResult } from './schema.ts'

/**
 * The sessions that a session was joined from, each as it was written, in the order of the file; of one that was not
 * joined itself.
 */
export function shardSessions(joined: Session): readonly Session[] {
  const { shards } = joined.header
  if (shards === undefined) return [joined]
  return shards.map(({ header, end }) => {
    const units = joined.units.filter(({ origin }) => origin?.shard === header.id).map(inShard)
    const profiles = joined.cpuProfiles?.filter(({ shard }) => shard === header.id) ?? []
    const cpuProfiles = profiles.map(withoutShard)
    const session = end === undefined ? { header, units } : { header, units, end }
    return cpuProfiles.length === 0 ? session : Object.assign(session, { cpuProfiles })
  })
}

/** Whether a unit was to hold slices of a scenario: of a joined session only those of some shards are. */
export function plannedIn(
  { shards }: SessionHeader,
  scenario: string,
): (unit: UnitResult) => boolean {
  if (shards === undefined) return () => true
  const ids = new Set(
    shards
      .filter(({ header }) => header.scenarios.some(({ name }) => name === scenario))
      .map(({ header }) => header.id),
  )
  return ({ origin }) => origin !== undefined && ids.has(origin.shard)
}

/** What is read after the scenarios of a unit can be set side by side only where they were the same. */
export function haveSameScenarios({
  shards = [],
}: {
  readonly shards?: readonly Pick<Session, 'header'>[] | undefined
}): boolean {
  const names = shards.map(({ header }) =>
    header.scenarios
      .map(({ name }) => name)
      .sort()
      .join(),
  )
  return new Set(names).size <= 1
}

/** Machines of all shards in their order; the same description twice may well be two machines. */
export function machinesOf({ machine, shards }: SessionHeader): readonly Machine[] {
  return shards === undefined ? [machine] : shards.map(({ header }) => header.machine)
}

function withoutShard(profile: CpuProfile): CpuProfile {
  const { shard: _, ...rest } = profile
  return rest
}

function inShard({ origin, ...unit }: UnitResult): UnitResult {
  return renumber(unit, origin!.unit)
}

/** Notes of a unit name it by its number. */
export function renumber(unit: UnitResult, index: number): UnitResult {
  const notes = unit.notes.map((note) =>
    note['unit'] === unit.index ? { ...note, unit: index } : note,
  )
  return { ...unit, index, notes }
}
