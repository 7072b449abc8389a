// How the watchers of ActivityWatch send what a person does: intervals, phases and pulsetimes of the real ones.
import type { Random } from '../harness/core/random.ts'
import type { NewBucket } from './activity-watch.ts'
import { focusReader, inputReader } from './person.ts'
import type { Focus, PersonDay } from './person.ts'
import { afkData, fileData, tabData, windowData } from './watched-data.ts'
import type { WatchedData } from './watched-data.ts'

/** One heartbeat. Times are milliseconds since the beginning of the day. */
export interface Beat {
  /** When it is sent. */
  readonly atMs: number
  /** What it says: an event of this time. */
  readonly timestampMs: number
  readonly durationMs: number
  readonly data: WatchedData
}

export interface Watcher {
  /** `aw-watcher-window_desk`, after which buckets are called. */
  readonly name: string
  readonly bucket: Omit<NewBucket, 'hostname'>
  readonly pulsetimeSeconds: number
  /** In the order of sending. */
  readonly beats: (day: PersonDay, random: Random) => Beat[]
}

/** Both merge for themselves first, and send what they merged at least this often. */
const COMMIT_MS = 10_000
const WINDOW_POLL_MS = 1_000
const AFK_POLL_MS = 5_000
const AFK_AFTER_MS = 180_000
const TAB_EVERY_MS = 60_000

/** aw-watcher-window (Python): a POST when the window has changed, else one per ten seconds. */
export const windowWatcher: Watcher = {
  name: 'aw-watcher-window',
  bucket: { type: 'currentwindow', client: 'aw-watcher-window' },
  pulsetimeSeconds: 2,
  beats(day, random) {
    const beats: Beat[] = []
    let pending: { focus: Focus; fromMs: number; untilMs: number } | undefined
    for (const { atMs, focus } of polls(day, WINDOW_POLL_MS, random)) {
      const isSame = pending?.focus === focus
      if (pending !== undefined && isSame) pending.untilMs = atMs
      const { fromMs, untilMs } = pending ?? { fromMs: atMs, untilMs: atMs }
      if (pending === undefined || (isSame && atMs - fromMs < COMMIT_MS)) {
        pending ??= { focus, fromMs, untilMs }
        continue
      }
      const data = windowData(pending.focus)
      beats.push({ atMs, timestampMs: fromMs, durationMs: untilMs - fromMs, data })
      pending = { focus, fromMs: atMs, untilMs: atMs }
    }
    return beats
  },
}

/** awatcher (Rust, Wayland): every second, nothing merged before. */
export const awatcherWindow: Watcher = {
  name: 'aw-watcher-window',
  bucket: { type: 'currentwindow', client: 'awatcher' },
  pulsetimeSeconds: 2,
  beats: (day, random) =>
    polls(day, WINDOW_POLL_MS, random).map(({ atMs, focus }) => now(atMs, windowData(focus))),
}

/** aw-watcher-afk: the time of the last input; two heartbeats a millisecond apart when the state changes. */
export const afkWatcher: Watcher = {
  name: 'aw-watcher-afk',
  bucket: { type: 'afkstatus', client: 'aw-watcher-afk' },
  pulsetimeSeconds: 185,
  beats(day, random) {
    const beats: Beat[] = []
    let [wasAfk, sentMs] = [false, -Infinity]
    const lastInput = inputReader(day)
    for (const { atMs } of polls(day, AFK_POLL_MS, random)) {
      const inputMs = lastInput(atMs)
      const idleMs = atMs - inputMs
      const isAfk = idleMs >= AFK_AFTER_MS
      const isChange = isAfk !== wasAfk
      if (isChange) beats.push({ ...now(atMs, afkData(wasAfk)), timestampMs: inputMs })
      else if (atMs - sentMs < COMMIT_MS) continue
      const durationMs = isAfk ? idleMs : 0
      const timestampMs = isChange ? inputMs + 1 : inputMs
      beats.push({ atMs, timestampMs, durationMs, data: afkData(isAfk) })
      ;[wasAfk, sentMs] = [isAfk, atMs]
    }
    return beats
  },
}

/** aw-watcher-web: at a change the old tab once more, a millisecond before the new one; else once a minute. */
export const webWatcher = (browser: string, program: Focus['program']): Watcher => ({
  name: `aw-watcher-web-${browser}`,
  bucket: { type: 'web.tab.current', client: 'aw-client-web' },
  pulsetimeSeconds: 80,
  beats(day, random) {
    const beats: Beat[] = []
    let tab: Beat | undefined
    let dueMs = random() * TAB_EVERY_MS
    const refreshUntil = (untilMs: number) => {
      for (; dueMs < untilMs; dueMs += TAB_EVERY_MS)
        if (tab !== undefined) beats.push(now(dueMs, tab.data))
    }
    for (const focus of day.focuses.filter((each) => isOf(each, 'browser', program))) {
      refreshUntil(focus.startMs)
      if (tab !== undefined)
        beats.push({ ...tab, atMs: focus.startMs, timestampMs: focus.startMs - 1 })
      tab = now(focus.startMs, tabData(focus, random))
      beats.push(tab)
    }
    refreshUntil(day.lengthMs)
    return beats
  },
})

/** Editors send while somebody types, at most once a second; the mean gap is a guess, their rate is nowhere told. */
export const editorWatcher = (editor: string, program: Focus['program']): Watcher => ({
  name: `aw-watcher-${editor}`,
  bucket: { type: 'app.editor.activity', client: `aw-watcher-${editor}` },
  pulsetimeSeconds: 30,
  beats(day, random) {
    const typed = day.focuses.filter((each) => isOf(each, 'editor', program))
    return typed.flatMap((focus) => {
      const beats: Beat[] = []
      const typesUntilMs = Math.min(focus.endMs, ...breaksIn(day, focus))
      for (
        let atMs = focus.startMs;
        atMs < typesUntilMs;
        atMs += 1000 - 2000 * Math.log(1 - random())
      )
        beats.push(now(atMs, fileData(focus)))
      return beats
    })
  },
})

function polls(day: PersonDay, everyMs: number, random: Random) {
  const focusAt = focusReader(day)
  const phaseMs = random() * everyMs
  return Array.from({ length: Math.floor((day.lengthMs - phaseMs) / everyMs) }, (_, poll) => {
    const atMs = phaseMs + poll * everyMs
    return { atMs, focus: focusAt(atMs) }
  })
}

const now = (atMs: number, data: WatchedData): Beat => ({
  atMs,
  timestampMs: atMs,
  durationMs: 0,
  data,
})

const isOf = (focus: Focus, kind: Focus['kind'], program: Focus['program']) =>
  focus.kind === kind && focus.program === program

const breaksIn = ({ breaks }: PersonDay, { startMs, endMs }: Focus) =>
  breaks
    .filter((rest) => rest.startMs >= startMs && rest.startMs < endMs)
    .map((rest) => rest.startMs)
