import { describe, expect, it } from 'vitest'
import { recordFleet } from './watcher-fleet.ts'
import type { FleetBeat } from './watcher-fleet.ts'

const fleet = recordFleet()
const HOUR_MS = 3_600_000
const of = (bucket: string) => fleet.beats.filter((beat) => beat.bucket === bucket)

/** As servers merge heartbeats that arrive in order: the same data within pulsetime of the end before. */
function rowsInOrder(beats: readonly FleetBeat[]): number {
  let rows = 0
  let last: { data: string; startMs: number; endMs: number } | undefined
  for (const { data, timestampMs, durationMs, pulsetimeSeconds } of beats) {
    const text = JSON.stringify(data)
    const isMerged =
      last?.data === text &&
      timestampMs >= last.startMs &&
      timestampMs <= last.endMs + pulsetimeSeconds * 1000
    const endMs = timestampMs + durationMs
    if (last !== undefined && isMerged) last.endMs = Math.max(last.endMs, endMs)
    else [rows, last] = [rows + 1, { data: text, startMs: timestampMs, endMs }]
  }
  return rows
}

describe('the recording of a fleet', () => {
  it('is the same whenever it is made, in the order of sending, and ends with the working day', () => {
    expect(recordFleet().beats).toEqual(fleet.beats)
    const times = fleet.beats.map(({ atMs }) => atMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)!).toBeLessThan(fleet.periodMs)
    expect(times[0]!).toBeGreaterThanOrEqual(0)
  })

  it('sends as often as the real watchers', () => {
    const perHour = Object.fromEntries(
      [...Map.groupBy(fleet.beats, ({ bucket }) => bucket)].map(([bucket, beats]) => [
        bucket,
        Math.round((beats.length / fleet.periodMs) * HOUR_MS),
      ]),
    )
    expect(perHour).toMatchInlineSnapshot(`
      {
        "aw-watcher-afk_desk": 362,
        "aw-watcher-afk_lap": 362,
        "aw-watcher-vim_desk": 105,
        "aw-watcher-vim_lap": 290,
        "aw-watcher-vscode_desk": 295,
        "aw-watcher-web-chrome_desk": 114,
        "aw-watcher-web-firefox_desk": 73,
        "aw-watcher-web-firefox_lap": 120,
        "aw-watcher-window_desk": 404,
        "aw-watcher-window_lap": 3600,
      }
    `)
  })

  it('merges to as few rows as a person changes windows', () => {
    const rows = [...Map.groupBy(fleet.beats, ({ bucket }) => bucket)].map(([bucket, beats]) => [
      bucket,
      rowsInOrder(beats),
    ])
    expect(Object.fromEntries(rows)).toMatchInlineSnapshot(`
      {
        "aw-watcher-afk_desk": 18,
        "aw-watcher-afk_lap": 22,
        "aw-watcher-vim_desk": 75,
        "aw-watcher-vim_lap": 243,
        "aw-watcher-vscode_desk": 195,
        "aw-watcher-web-chrome_desk": 217,
        "aw-watcher-web-firefox_desk": 54,
        "aw-watcher-web-firefox_lap": 241,
        "aw-watcher-window_desk": 720,
        "aw-watcher-window_lap": 846,
      }
    `)
  })

  it('tells a break by two heartbeats a millisecond apart, the later with the time since', () => {
    const beats = of('aw-watcher-afk_desk')
    const first = beats.findIndex(({ data }) => data['status'] === 'afk')
    const [before, after] = [beats[first - 1]!, beats[first]!]
    expect(before.data).toEqual({ status: 'not-afk' })
    expect(after.timestampMs - before.timestampMs).toBe(1)
    expect([before.atMs, after.durationMs >= 180_000]).toEqual([after.atMs, true])
  })

  it('sends the old tab a millisecond before the new one', () => {
    const beats = of('aw-watcher-web-chrome_desk')
    const change = beats.findIndex(({ data }, at) => at > 0 && data !== beats[at - 1]!.data)
    const [old, next] = [beats[change - 1]!, beats[change]!]
    expect(next.timestampMs - old.timestampMs).toBe(1)
    expect(old.atMs).toBe(next.atMs)
  })
})

describe('the rows of a fleet', () => {
  const { length } = fleet.beats

  it('lie between its different texts and its heartbeats, of what was sent alone', () => {
    const rows = fleet.rows('x', [[0, 1000]])
    for (const [bucket, beats] of Map.groupBy(fleet.beats.slice(0, 1000), (beat) => beat.bucket)) {
      const [least, most] = rows[`x_${bucket}`] as readonly [number, number]
      expect(most).toBe(beats.length)
      expect(rowsInOrder(beats)).toBeGreaterThanOrEqual(least)
    }
    expect(new Set(Object.values(fleet.rows('x', [])).flat())).toEqual(new Set([0]))
  })

  it('are others on another day', () => {
    const [one, two] = [
      [[0, 500]],
      [
        [0, 500],
        [length, length + 500],
      ],
    ] as const
    const window = 'x_aw-watcher-window_desk'
    const [least, most] = fleet.rows('x', one)[window] as readonly [number, number]
    expect(fleet.rows('x', two)[window]).toEqual([2 * least, 2 * most])
    const send = fleet.heartbeats('x')
    const [today, tomorrow] = [send(0), send(length)]
    expect(tomorrow.path).toBe(today.path)
    expect([today.body, tomorrow.body].map((text) => text!.slice(0, 24))).toEqual([
      '{"timestamp":"2027-01-01',
      '{"timestamp":"2027-01-02',
    ])
  })
})
