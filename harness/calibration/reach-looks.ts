// For which sessions the smallest change is worked out: those of the profiles, of round numbers of units that are read
// once, and of as many units as fit into some minutes.
import { LOOK_PROFILES } from '../stats/looks.ts'
import type { Calibration } from './calibration.ts'

/** The times people ask about. */
export const MINUTES = [5, 15, 30] as const

const ROUND_NUMBERS = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 30] as const
/** More units than these are rarely measured, and no draw should hold most of its pool several times over. */
const UNITS_MAX = 60

type Times = Pick<Calibration, 'unitMs' | 'onceMs'>

/** Units of a session that takes so long; undefined where nobody knows what a unit takes, or not two would fit. */
export function unitsWithin(minutes: number, { unitMs, onceMs = 0 }: Times): number | undefined {
  if (unitMs === undefined) return undefined
  const units = Math.floor((minutes * 60_000 - onceMs) / unitMs)
  return units < 2 ? undefined : Math.min(units, UNITS_MAX)
}

/** Each list once. */
export function looksToReach(times: Times): readonly (readonly number[])[] {
  const single = [
    ...ROUND_NUMBERS,
    ...MINUTES.flatMap((minutes) => unitsWithin(minutes, times) ?? []),
  ]
  const all = [...Object.values(LOOK_PROFILES), ...single.map((units) => [units])]
  return [...new Map(all.map((looks) => [looks.join(), looks])).values()]
}
