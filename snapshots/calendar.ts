// Which days there are and how busy each is: working days, weekends, public holidays and two holidays away.
import type { Random } from './distributions.ts'

export const DAY_MS = 86_400_000

/** Every scale ends with this day, so that "the last week" is the same week in all of them. In UTC, as the user lives. */
export const LAST_DAY_MS = Date.UTC(2026, 5, 12)

export type DayKind = 'work' | 'weekend' | 'holiday' | 'away'

export function kindOfDay(dayMs: number): DayKind {
  if (isAway(dayMs)) return 'away'
  if (isPublicHoliday(dayMs)) return 'holiday'
  return new Date(dayMs).getUTCDay() % 6 === 0 ? 'weekend' : 'work'
}

/** Month and day, in German public service: the days that fall on the same date every year. */
const FIXED_HOLIDAYS = new Set(['01-01', '05-01', '10-03', '12-24', '12-25', '12-26', '12-31'])

/** Days after Easter Sunday: Good Friday, Easter Monday, Ascension, Whit Monday. */
const EASTER_HOLIDAYS = new Set([-2, 1, 39, 50])

function isPublicHoliday(dayMs: number): boolean {
  const date = new Date(dayMs)
  const sinceEaster = (dayMs - easterMs(date.getUTCFullYear())) / DAY_MS
  return FIXED_HOLIDAYS.has(date.toISOString().slice(5, 10)) || EASTER_HOLIDAYS.has(sinceEaster)
}

/** The Gregorian computus (Nature, 1876; Meeus, Astronomical Algorithms, chapter 8): whole numbers only. */
function easterMs(year: number): number {
  const whole = Math.floor
  const a = year % 19
  const b = whole(year / 100)
  const c = year % 100
  const g = whole((b - whole((b + 8) / 25) + 1) / 3)
  const h = (19 * a + b - whole(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * whole(c / 4) - h - (c % 4)) % 7
  const m = whole((a + 11 * h + 22 * l) / 451)
  const day = h + l - 7 * m + 114
  return Date.UTC(year, whole(day / 31) - 1, (day % 31) + 1)
}

/** Two weeks from the first Monday of August, and five days from the third of February. */
function isAway(dayMs: number): boolean {
  const date = new Date(dayMs)
  const sinceMonday = (monday: number) => date.getUTCDate() - firstMonday(date) - (monday - 1) * 7
  if (date.getUTCMonth() === 7) return sinceMonday(1) >= 0 && sinceMonday(1) < 14
  return date.getUTCMonth() === 1 && sinceMonday(3) >= 0 && sinceMonday(3) < 5
}

function firstMonday(date: Date): number {
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)).getUTCDay()
  return 1 + ((8 - weekday) % 7)
}

/** Relative numbers of events a day. */
export type Busyness = Readonly<Record<DayKind, number>>

/** One weight per day; no two days are the same, and some weekend days are spent elsewhere. */
export function weighDays(
  daysMs: readonly number[],
  busyness: Busyness,
  random: Random,
): readonly number[] {
  return daysMs.map((dayMs) => {
    const kind = kindOfDay(dayMs)
    const variation = 0.7 + 0.6 * random()
    const elsewhere = random() < 0.3 && kind !== 'work'
    return elsewhere ? 0 : busyness[kind] * variation
  })
}

/** When the host wakes up: from 07:00 on working days, later on the others. */
export function wakeUpMs(dayMs: number, random: Random): number {
  const earliestHour = kindOfDay(dayMs) === 'work' ? 7 : 8.5
  const spreadHours = 2
  const hours = earliestHour + spreadHours * ((random() + random()) / 2)
  return dayMs + Math.floor(hours * 3_600_000)
}
