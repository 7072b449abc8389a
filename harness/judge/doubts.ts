// What makes a whole session invalid: then nobody is red, and nobody is cleared.
import type { Note } from '../core/notes.ts'
import type { Session, UnitResult } from '../results/schema.ts'
import { shardSessions } from '../results/shards.ts'
import { fisherGreater } from '../stats/fisher.ts'
import { controlsOf } from './control.ts'
import type { JudgeSettings } from './settings.ts'

/** More than this share of void units, and the machine was too busy. */
const VOID_SHARE_MAX = 0.2
/** Below this, one target breaks the rules so much more often than the others that chance is no explanation. */
const UNEVEN_LEVEL = 0.05

/** Sentences; none for a session that can be judged. */
export function doubtsAbout(
  session: Session,
  controlP: number,
  settings: JudgeSettings,
): readonly string[] {
  return [
    ...shardSessions(session).flatMap((shard) => tooManyVoid(shard, session)),
    ...unevenlyVoid(countedUnits(session), session),
    ...noisyControl(session, controlP, settings),
  ]
}

/** Void units by the target whose slices broke a rule, in the order of the session. */
export function voidsByTarget(session: Session): ReadonlyMap<string, number> {
  const blamed = countedUnits(session).filter(isVoid).map(blamedTargets)
  return new Map(
    session.header.targets.map(({ label }) => [
      label,
      blamed.filter((targets) => targets.has(label)).length,
    ]),
  )
}

/** Without the unit in which a session was cut off: that is void, but says nothing about the machine. */
function countedUnits(session: Session): readonly UnitResult[] {
  return shardSessions(session).flatMap(countedUnitsOfShard)
}

function countedUnitsOfShard({ units, end }: Session): readonly UnitResult[] {
  const wasCut = end !== undefined && end.state !== 'finished'
  return wasCut && units.at(-1)?.state === 'void' ? units.slice(0, -1) : units
}

/** Of each shard by itself: the quiet machines of the others do not make up for a busy one. */
function tooManyVoid(shard: Session, session: Session): string[] {
  const units = countedUnitsOfShard(shard)
  const voided = units.filter(isVoid).length
  const isOnly = session.header.shards === undefined
  // A session without any complete unit has measured nothing, which is another finding.
  if (voided <= VOID_SHARE_MAX * units.length || (isOnly && voided === units.length)) return []
  const where = isOnly ? '' : ` in ${shard.header.id}`
  return [
    `Expected at most ${VOID_SHARE_MAX * 100} % void units${where}, found ${voided} of ${units.length}: the machine is too busy to measure on. Repeat on a quieter one.`,
  ]
}

function unevenlyVoid(units: readonly UnitResult[], session: Session): string[] {
  const voids = [...voidsByTarget(session)]
  const all = voids.reduce((sum, [, count]) => sum + count, 0)
  return voids
    .filter(([, count]) => {
      const others = (voids.length - 1) * units.length
      const p = fisherGreater(count, units.length, all - count, others)
      return voids.length > 1 && p * voids.length < UNEVEN_LEVEL
    })
    .map(
      ([label, count]) =>
        `Expected void units to fall on all targets alike, found ${count} of ${all} caused by "${label}": leaving them out would pick its good moments. Find out why it disturbs the measuring.`,
    )
}

function noisyControl(session: Session, controlP: number, settings: JudgeSettings): string[] {
  if (controlP > settings.controlLevel) return []
  const [label] = controlsOf(session.header)
  return [
    `Expected the control "${label}", the same build as the baseline, to show no difference, found one that chance explains in fewer than ${settings.controlLevel * 100} of 100 sessions: the machine favours one process. Repeat on a quieter one.`,
  ]
}

function blamedTargets({ notes }: UnitResult): ReadonlySet<string> {
  const known = notes as readonly Note[]
  return new Set(
    known.flatMap((note) =>
      note.code === 'unit-void' && note.target !== undefined ? [note.target] : [],
    ),
  )
}

function isVoid({ state }: UnitResult): boolean {
  return state === 'void'
}
