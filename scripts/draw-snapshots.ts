// Draws the distributions of the golden snapshot as SVG files for docs/snapshots.md, from the events themselves.
// Run after every change of the recipe: node scripts/draw-snapshots.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { createRandom } from '../harness/core/random.ts'
import { DAY_MS, kindOfDay } from '../snapshots/calendar.ts'
import { generateEvents } from '../snapshots/events.ts'
import { DEFAULT_SEED, planSnapshot } from '../snapshots/recipe.ts'
import type { EventRow } from '../snapshots/recipe.ts'
import { drawBars, drawCurve } from './svg-chart.ts'
import type { Bar, Point } from './svg-chart.ts'

const OUT = join(import.meta.dirname, '../docs/snapshots')

/** Indexes of the desktop's buckets in the plan. */
const WINDOW = 0
const AFK = 1

/** Name of a class of durations and where it begins. */
const DURATIONS = [
  ['0', 0],
  ['< 1 s', 1],
  ['1 s', 1_000],
  ['2 s', 2_000],
  ['5 s', 5_000],
  ['10 s', 10_000],
  ['30 s', 30_000],
  ['1 min', 60_000],
  ['5 min', 300_000],
  ['30 min', 1_800_000],
  ['2 h', 7_200_000],
  ['8 h', 28_800_000],
] as const

const DISTANCES = ['overlap 1 ms', 'touch', 'gap 1 ms', 'overnight']
const LENGTH_STEP = 20
const LENGTH_MAX = 500

const counters = {
  days: new Map<number, number>(),
  hours: new Map<number, number>(),
  windowDurations: new Map<number, number>(),
  afkDurations: new Map<number, number>(),
  distances: new Map<number, number>(),
  lengths: new Map<number, number>(),
  titles: new Map<string, number>(),
}

function count<Key>(counter: Map<Key, number>, key: Key): void {
  counter.set(key, (counter.get(key) ?? 0) + 1)
}

function countEvent({ bucket, startMs, endMs, data }: EventRow): void {
  const day = Math.floor(startMs / DAY_MS) * DAY_MS
  const duration = DURATIONS.findLastIndex(([, fromMs]) => endMs - startMs >= fromMs)
  const bytes = Math.min(LENGTH_MAX, Buffer.byteLength(data))
  count(counters.days, day)
  count(counters.lengths, Math.floor(bytes / LENGTH_STEP))
  if (bucket === AFK) count(counters.afkDurations, duration)
  if (bucket !== WINDOW) return
  count(counters.windowDurations, duration)
  count(counters.titles, data)
  if (kindOfDay(day) === 'work') count(counters.hours, new Date(startMs).getUTCHours())
}

function bars(names: readonly string[], counter: ReadonlyMap<number, number>): Bar[] {
  return names.map((name, index) => ({ name, value: counter.get(index) ?? 0 }))
}

function write(name: string, svg: string): void {
  writeFileSync(join(OUT, `${name}.svg`), svg)
}

const plan = planSnapshot('golden', DEFAULT_SEED)
const growth: Point[] = []
const seen = new Set<string>()
let events = 0
let afkEndMs = -Infinity
for (const event of generateEvents(plan, createRandom)) {
  countEvent(event)
  seen.add(event.data)
  events += 1
  if (events % 10_000 === 0) growth.push({ x: events, y: seen.size })
  if (event.bucket !== AFK) continue
  const distanceMs = event.startMs - afkEndMs
  count(counters.distances, Math.abs(distanceMs) <= 1 ? distanceMs + 1 : DISTANCES.length - 1)
  afkEndMs = event.endMs
}

mkdirSync(OUT, { recursive: true })
const month = (dayMs: number) => new Date(dayMs).toISOString().slice(0, 7)
const days = plan.daysMs.map((dayMs) => ({
  name: month(dayMs),
  value: counters.days.get(dayMs) ?? 0,
}))
const hourNames = Array.from({ length: 24 }, (_, hour) => `${hour}`)
const durationNames = DURATIONS.map(([name]) => name)
const lengthNames = Array.from(
  { length: LENGTH_MAX / LENGTH_STEP + 1 },
  (_, i) => `${i * LENGTH_STEP}`,
)
const ranked = [...counters.titles.values()].toSorted((a, b) => b - a)
const ranks = ranked
  .map((y, index) => ({ x: index + 1, y }))
  // Evenly on a logarithmic axis; tens of thousands of points show no more.
  .filter(
    ({ x }) => x < 100 || Math.floor(Math.log10(x) * 100) > Math.floor(Math.log10(x - 1) * 100),
  )

write('days', drawBars('Events per day, all buckets', days, 45))
write('hours', drawBars('Window events by hour, on working days', bars(hourNames, counters.hours)))
write(
  'durations',
  drawBars('Window events by duration, from …', bars(durationNames, counters.windowDurations)),
)
write(
  'afk',
  drawBars(
    'afk and not-afk events by duration, from …',
    bars(durationNames, counters.afkDurations),
  ),
)
write('neighbours', drawBars('Neighbouring afk events', bars(DISTANCES, counters.distances)))
write('titles', drawCurve('Events of each window text, by its rank', ranks, 'log'))
write(
  'lengths',
  drawBars('Events by the bytes of their data, from …', bars(lengthNames, counters.lengths), 2),
)
write('distinct', drawCurve('Distinct texts after so many events', growth, 'linear'))
