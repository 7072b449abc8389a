// The watchers of two computers as one recording: who sends what when, over and over, one day after the other.
import { createRandom } from '../harness/core/random.ts'
import type {
  ExpectedRows,
  RequestRange,
  RequestSpec,
  RequestStream,
} from '../harness/core/scenario.ts'
import { AFTER_EVERYTHING_MS, api, createBucket } from './activity-watch.ts'
import { livePersonDay } from './person.ts'
import { afkWatcher, awatcherWindow, editorWatcher, webWatcher, windowWatcher } from './watchers.ts'
import type { WatchedData } from './watched-data.ts'
import type { Beat, Watcher } from './watchers.ts'

const DAY_MS = 86_400_000
const WORKING_DAY_MS = 8 * 3_600_000

const COMPUTERS: Readonly<Record<string, readonly Watcher[]>> = {
  desk: [
    windowWatcher,
    afkWatcher,
    webWatcher('chrome', 0),
    webWatcher('firefox', 1),
    editorWatcher('vscode', 0),
    editorWatcher('vim', 1),
  ],
  lap: [awatcherWindow, afkWatcher, webWatcher('firefox', 0), editorWatcher('vim', 0)],
}

export interface FleetBeat extends Beat {
  /** Of the computer, such as `aw-watcher-afk_desk`. */
  readonly bucket: string
  readonly pulsetimeSeconds: number
}

export interface Fleet {
  /** Ascending. */
  readonly beats: readonly FleetBeat[]
  readonly periodMs: number
  /** Makes sure of all buckets, whose names begin with `prefix`. */
  readonly prepare: (prefix: string) => readonly RequestSpec[]
  readonly heartbeats: (prefix: string) => RequestStream
  readonly rows: (prefix: string, sent: readonly RequestRange[]) => ExpectedRows
}

/** The same working day wherever and whenever it is made. */
export function recordFleet(): Fleet {
  const beats = Object.entries(COMPUTERS)
    .flatMap(([computer, watchers]) => recordComputer(computer, watchers))
    .toSorted((a, b) => a.atMs - b.atMs)
  /** Request n is the beat n mod length of day n div length; every day has texts of its own. */
  const beatOf = (index: number) => beats[index % beats.length]!
  const dayOf = (index: number) => Math.floor(index / beats.length)
  return {
    beats,
    periodMs: WORKING_DAY_MS,
    prepare: (prefix) =>
      Object.entries(COMPUTERS).flatMap(([computer, watchers]) =>
        watchers.map(({ name, bucket }) =>
          createBucket(`${prefix}_${name}_${computer}`, { ...bucket, hostname: computer }),
        ),
      ),
    heartbeats: (prefix) => (index) => heartbeat(prefix, beatOf(index), dayOf(index)),
    rows(prefix, sent) {
      const names = Object.entries(COMPUTERS).flatMap(([computer, watchers]) =>
        watchers.map(({ name }) => `${name}_${computer}`),
      )
      const buckets = new Map(names.map((name) => [name, { texts: new Set<string>(), beats: 0 }]))
      for (const [from, to] of sent)
        for (let index = from; index < to; index++) {
          const { bucket, data } = beatOf(index)
          const count = buckets.get(bucket)!
          count.texts.add(JSON.stringify(ofDay(data, dayOf(index))))
          count.beats += 1
        }
      // Heartbeats that overtake each other merge with others than they were meant to, but never with other data.
      return Object.fromEntries(
        [...buckets].map(([name, { texts, beats: most }]) => [
          `${prefix}_${name}`,
          [texts.size, most],
        ]),
      )
    },
  }
}

/** Both watch different persons; each watcher has its own phase. */
function recordComputer(computer: string, watchers: readonly Watcher[]): FleetBeat[] {
  const day = livePersonDay(WORKING_DAY_MS, createRandom(`person at ${computer}`))
  return watchers.flatMap(({ name, pulsetimeSeconds, beats }) =>
    beats(day, createRandom(`${name} at ${computer}`))
      .filter(({ atMs }) => atMs < WORKING_DAY_MS)
      .map((beat) => Object.assign({ bucket: `${name}_${computer}`, pulsetimeSeconds }, beat)),
  )
}

function heartbeat(prefix: string, beat: FleetBeat, day: number): RequestSpec {
  const { bucket, pulsetimeSeconds, timestampMs, durationMs, data } = beat
  const startMs = AFTER_EVERYTHING_MS + day * DAY_MS
  return {
    method: 'POST',
    path: api(`/buckets/${prefix}_${bucket}/heartbeat?pulsetime=${pulsetimeSeconds.toFixed(1)}`),
    body: JSON.stringify({
      timestamp: new Date(startMs + timestampMs).toISOString(),
      duration: Math.round(durationMs) / 1000,
      data: ofDay(data, day),
    }),
  }
}

/** A status comes again; titles and files of another day are others. */
function ofDay(data: WatchedData, day: number): WatchedData {
  const name = 'title' in data ? 'title' : 'file' in data ? 'file' : undefined
  return name === undefined ? data : { ...data, [name]: `${String(data[name])} (day ${day + 1})` }
}
