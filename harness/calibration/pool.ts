// Which units sessions of one experiment are drawn from: those of its long session, and of real ones whose units are alike.
import { alikeTo } from './alike.ts'
import type { Pool } from './draw.ts'
import { completeUnits } from './kept-session.ts'
import type { KeptSession } from './kept-session.ts'
import type { MeasuredSession } from './measured-session.ts'

/** The long one first: drawn sessions have its header and its metrics. Empty where there is none. */
export function poolOf(sessions: readonly MeasuredSession[]): Pool {
  const long = sessions.filter(({ kind }) => kind === 'long')
  const [like] = long
  if (like === undefined) return []
  const real = sessions.filter(({ kind, answers }) => kind === 'session' && answers === undefined)
  return alikeTo(like, [...long, ...real.map(untilFirstLook)])
}

/** Whether later units were measured depended on what these said: of those, luck has chosen. */
function untilFirstLook<Kept extends KeptSession>(session: Kept): Kept {
  const [first, ...later] = session.header.looks ?? []
  if (first === undefined || later.length === 0) return session
  const last = completeUnits(session)[first - 1] ?? Infinity
  return { ...session, units: session.units.filter(({ index }) => index <= last) }
}
