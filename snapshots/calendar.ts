// Which days there are and how busy each is: working days, weekends, public holidays and two holidays away.
import type { Random } from './distributions.ts'

export const DAY_MS = 86_400_000

/** 12.5 months: 381 days from 2025-05-28 to 2026-06-12 inclusive. The user lives in UTC. */
export const FIRST_DAY_MS = Date.UTC(2025, 4, 28)
export const DAYS = 381

export type DayKind = 'work' | 'weekend' | 'holiday' | 'away'

const PUBLIC_HOLIDAYS = new Set([
  '2025-06-09',
  '2025-10-03',
  '2025-12-24',
  '2025-12-25',
  '2025-12-26',
  '2025-12-31',
  '2026-01-01',
  '2026-04-03',
  '2026-04-06',
  '2026-05-01',
  '2026-05-14',
  '2026-05-25',
])

/** First and last day away, in order. */
const AWAY = [
  ['2025-08-04', '2025-08-17'],
  ['2026-02-16', '2026-02-20'],
] as const

export function kindOfDay(day: number): DayKind {
  const date = new Date(FIRST_DAY_MS + day * DAY_MS)
  const text = date.toISOString().slice(0, 10)
  if (AWAY.some(([first, last]) => first <= text && text <= last)) return 'away'
  if (PUBLIC_HOLIDAYS.has(text)) return 'holiday'
  return date.getUTCDay() % 6 === 0 ? 'weekend' : 'work'
}

/** Relative numbers of events a day. */
export type Busyness = Readonly<Record<DayKind, number>>

/** One weight per day; no two days are the same, and some weekend days are spent elsewhere. */
export function weighDays(busyness: Busyness, random: Random): number[] {
  return Array.from({ length: DAYS }, (_, day) => {
    const kind = kindOfDay(day)
    const variation = 0.7 + 0.6 * random()
    const elsewhere = random() < 0.3 && kind !== 'work'
    return elsewhere ? 0 : busyness[kind] * variation
  })
}

/** When the host wakes up: from 07:00 on working days, later on the others. */
export function wakeUpMs(day: number, random: Random): number {
  const earliestHour = kindOfDay(day) === 'work' ? 7 : 8.5
  const spreadHours = 2
  const hours = earliestHour + spreadHours * ((random() + random()) / 2)
  return FIRST_DAY_MS + day * DAY_MS + Math.floor(hours * 3_600_000)
}
