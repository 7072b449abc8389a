import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { DAY_MS, kindOfDay, LAST_DAY_MS } from './calendar.ts'
import { generateEvents } from './events.ts'
import { openStandIn } from './random.stand-in.ts'
import { type EventRow, planSnapshot } from './recipe.ts'

const eventsOf = (scale: 'tiny' | 'small', seed: string) => [
  ...generateEvents(planSnapshot(scale, seed), openStandIn),
]

const FIRST_DAY_MS = LAST_DAY_MS - 380 * DAY_MS

describe('generateEvents, whatever the seed', () => {
  const forEverySeed = (check: (rows: readonly EventRow[], seed: string) => void) =>
    fc.assert(
      fc.property(fc.string(), (seed) => check(eventsOf('tiny', seed), seed)),
      { numRuns: 5 },
    )

  it('makes exactly the planned number of events in each bucket', () => {
    forEverySeed((rows, seed) => {
      const { buckets } = planSnapshot('tiny', seed)
      const counts = buckets.map((_, bucket) => rows.filter((row) => row.bucket === bucket).length)
      expect(counts).toEqual(buckets.map(({ events }) => events))
    })
  })

  it('never starts two events of a bucket together', () => {
    forEverySeed((rows) => {
      expect(new Set(rows.map(({ bucket, startMs }) => `${bucket}/${startMs}`)).size).toBe(
        rows.length,
      )
    })
  })

  it('inserts in the order of time over all buckets', () => {
    forEverySeed((rows) => {
      expect(rows.every((row, i) => i === 0 || rows[i - 1]!.startMs <= row.startMs)).toBe(true)
    })
  })

  it('ends no event before it starts, and none outside of the months it plays in', () => {
    forEverySeed((rows) => {
      const misplaced = rows.filter(
        ({ startMs, endMs }) =>
          !Number.isSafeInteger(startMs) ||
          !Number.isSafeInteger(endMs) ||
          startMs < FIRST_DAY_MS ||
          endMs < startMs ||
          endMs >= LAST_DAY_MS + DAY_MS,
      )
      expect(misplaced).toEqual([])
    })
  })

  it('stores compact JSON with sorted keys', () => {
    forEverySeed((rows) => {
      for (const { data } of rows) {
        const value = JSON.parse(data) as Record<string, unknown>
        const sorted = Object.keys(value)
          .toSorted()
          .map((key) => [key, value[key]])
        expect(data).toBe(JSON.stringify(Object.fromEntries(sorted)))
      }
    })
  })
})

describe('generateEvents', () => {
  const rows = eventsOf('small', 'shape')
  const inBucket = (bucket: number) => rows.filter((row) => row.bucket === bucket)
  const window = inBucket(0)

  it('gives the same rows for the same seed and others for another', () => {
    expect(eventsOf('tiny', 'a')).toEqual(eventsOf('tiny', 'a'))
    expect(eventsOf('tiny', 'a')).not.toEqual(eventsOf('tiny', 'b'))
  })

  it('ends on the last day', () => {
    expect(new Date(rows.at(-1)!.startMs).toISOString().slice(0, 10)).toBe('2026-06-12')
  })

  it('leaves 0 to 2 s between window events while the computer is in use', () => {
    const gaps = window.slice(1).map((row, i) => row.startMs - window[i]!.endMs)
    expect(Math.min(...gaps)).toBeGreaterThan(0)
    expect(gaps.filter((gap) => gap <= 2_000).length / gaps.length).toBeGreaterThan(0.97)
  })

  it('has heavy-tailed durations: most are seconds, a few are nights', () => {
    const seconds = window.map((row) => (row.endMs - row.startMs) / 1_000).toSorted((a, b) => a - b)
    const quantile = (share: number) => seconds[Math.floor(share * seconds.length)]!
    expect(seconds.filter((duration) => duration === 0).length / seconds.length).toBeGreaterThan(
      0.1,
    )
    expect(quantile(0.5)).toBeLessThan(10)
    expect(quantile(0.99)).toBeGreaterThan(200)
    expect(quantile(0.99)).toBeLessThan(3_600)
    expect(seconds.at(-1)).toBeGreaterThan(8 * 3_600)
  })

  it('has thousands of distinct titles, a few of them very often', () => {
    const counts = new Map<string, number>()
    for (const { data } of window) counts.set(data, (counts.get(data) ?? 0) + 1)
    expect(counts.size).toBeGreaterThan(3_000)
    expect(Math.max(...counts.values())).toBeGreaterThan(50)
  })

  it('works on working days and rests at weekends and when away', () => {
    const perDay = new Map<string, number>()
    for (const { startMs } of window) {
      const kind = kindOfDay(Math.floor(startMs / DAY_MS) * DAY_MS)
      perDay.set(kind, (perDay.get(kind) ?? 0) + 1)
    }
    expect(perDay.get('work')! / window.length).toBeGreaterThan(0.8)
    expect(perDay.get('weekend')! / window.length).toBeGreaterThan(0.05)
    expect(perDay.has('away')).toBe(false)
  })

  it('alternates between afk and not-afk within a day', () => {
    const afk = inBucket(1)
    const isAfk = (row: EventRow) => row.data === '{"status":"afk"}'
    for (const [i, row] of afk.entries()) if (isAfk(row)) expect(isAfk(afk[i - 1]!)).toBe(false)
    expect(afk.filter(isAfk).every((row) => row.endMs - row.startMs > 179_000)).toBe(true)
  })

  it('lets afk events touch, overlap or miss their neighbours by a millisecond', () => {
    const afk = inBucket(1)
    const distances = afk.slice(1).map((row, i) => row.startMs - afk[i]!.endMs)
    for (const near of [-1, 0, 1])
      expect(distances.filter((one) => one === near).length / afk.length).toBeGreaterThan(0.2)
    expect(Math.min(...distances)).toBe(-1)
  })

  it('goes from page to page within a millisecond', () => {
    const pages = inBucket(2)
    const following = pages.slice(1).filter((row, i) => row.startMs - pages[i]!.endMs === 1)
    expect(following.length / pages.length).toBeGreaterThan(0.3)
  })

  it('gives up old titles for new ones as the months go by', () => {
    const titles = (rows: readonly EventRow[]) => new Set(rows.map(({ data }) => data))
    const tenth = Math.floor(window.length / 10)
    const [first, second, last] = [0, tenth, 9 * tenth].map((from) =>
      titles(window.slice(from, from + tenth)),
    )
    const shared = (others: Set<string>) => [...first!].filter((one) => others.has(one)).length
    expect(shared(second!)).toBeGreaterThan(shared(last!))
  })

  it('shows a browser window while the browser records a page', () => {
    const chromeWindows = window.filter(({ data }) => data.startsWith('{"app":"Google-chrome"'))
    expect(chromeWindows).toHaveLength(inBucket(2).length)
    for (const [i, page] of inBucket(2).entries()) {
      const { title } = JSON.parse(page.data) as { title: string }
      expect(JSON.parse(chromeWindows[i]!.data)).toMatchObject({
        title: `${title} - Google Chrome`,
      })
      expect(Math.abs(page.startMs - chromeWindows[i]!.startMs)).toBeLessThan(2_000)
    }
  })
})
