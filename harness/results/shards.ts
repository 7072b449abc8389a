// Sessions that were joined: which they were, and what each of them measured. The statistics of a joined session rest on
// this alone: a unit belongs to one shard, and its ratios are those of one machine.
import type { Machine, Session, SessionHeader, UnitResult } from './schema.ts'

/**
 * The sessions that a session was joined from, each as it was written, in the order of the file; of one that was not
 * joined itself.
 */
export function shardSessions(session: Session): readonly Session[] {
  const { shards } = session.header
  if (shards === undefined) return [session]
  return shards.map(({ header, end }) => {
    const units = session.units.filter(({ origin }) => origin?.shard === header.id).map(inShard)
    return end === undefined ? { header, units } : { header, units, end }
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
