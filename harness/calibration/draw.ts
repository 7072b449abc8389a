// Sessions drawn from the units of measured ones. Builds that are the same program, started in random order, may change
// their names in any unit: every draw of units, with new names, is a session of unchanged builds that could have been.
import { createRandom, shuffle } from '../core/random.ts'
import type { Random } from '../core/random.ts'
import { completeUnits } from './kept-session.ts'
import type { KeptSession } from './kept-session.ts'
import { BASELINE, EQUALS, FAULTY } from './labels.ts'

export const ROLES = ['baseline', 'candidate', 'control'] as const
export type Role = (typeof ROLES)[number]

/** Where the values of a role come from. */
export interface Take {
  readonly session: KeptSession
  readonly unit: number
  readonly label: string
  /** Makes requests take so much longer: an exact change. */
  readonly ratio?: number
}

/** Undefined: a void unit, of which nothing counts. */
export type DrawnUnit = ((scenario: string, role: Role) => Take) | undefined

export interface Drawn {
  /** Header, scenarios and metrics are those of this one. */
  readonly like: KeptSession
  readonly units: readonly DrawnUnit[]
}

/** Sessions whose units held as much of each scenario. */
export type Pool = readonly KeptSession[]

/** With replacement; the same seed gives the same sessions. */
export function draw(
  like: KeptSession,
  units: number,
  seed: string,
  one: (random: Random) => DrawnUnit,
): Drawn {
  const random = createRandom(seed)
  return { like, units: Array.from({ length: units }, () => one(random)) }
}

/** Three processes of one build get the three roles at random. */
export function unchanged(pool: Pool) {
  const all = unitsOf(pool)
  return (random: Random): NonNullable<DrawnUnit> => {
    const { session, unit } = pick(all, random)
    const labels = shuffle([BASELINE, ...EQUALS], random)
    return (_, role) => ({ session, unit, label: labels[ROLES.indexOf(role)]! })
  }
}

/** The candidate keeps its fault; the other two change places at random. */
export function faulty(pool: Pool) {
  const all = unitsOf(pool)
  return (random: Random): NonNullable<DrawnUnit> => {
    const { session, unit } = pick(all, random)
    const [first, second] = shuffle([BASELINE, EQUALS[0]], random)
    const labels = { baseline: first!, candidate: FAULTY, control: second! }
    return (_, role) => ({ session, unit, label: labels[role] })
  }
}

/** Only this scenario of the candidate is slow: it comes from one pool, everything else from another. */
export function faultyIn(scenario: string, aa: Pool, fault: Pool) {
  const [calm, slow] = [unchanged(aa), faulty(fault)]
  return (random: Random): NonNullable<DrawnUnit> => {
    const [here, elsewhere] = [slow(random), calm(random)]
    return (asked, role) => (asked === scenario ? here : elsewhere)(asked, role)
  }
}

/** Unchanged but for this scenario, all of whose requests take so much longer. */
export function shifted(scenario: string, ratio: number, pool: Pool) {
  const calm = unchanged(pool)
  return (random: Random): NonNullable<DrawnUnit> => {
    const unit = calm(random)
    return (asked, role) =>
      asked === scenario && role === 'candidate'
        ? { ...unit(asked, role), ratio }
        : unit(asked, role)
  }
}

/** The session as it was measured: the candidate is the one with the fault, if there is one. */
export function asMeasured(session: KeptSession): Drawn {
  const hasFault = session.header.targets.some(({ label }) => label === FAULTY)
  const labels = {
    baseline: BASELINE,
    candidate: hasFault ? FAULTY : EQUALS[0],
    control: hasFault ? EQUALS[0] : EQUALS[1],
  }
  return {
    like: session,
    units: session.units.map(({ index, state }) =>
      state === 'void' ? undefined : (_, role) => ({ session, unit: index, label: labels[role] }),
    ),
  }
}

const unitsOf = (pool: Pool) =>
  pool.flatMap((session) => completeUnits(session).map((unit) => ({ session, unit })))

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)]!
}
