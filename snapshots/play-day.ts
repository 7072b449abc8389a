// A day at the computer: stretches of use with breaks between them, recorded the way the watchers do.
import { drawBelow, drawLognormal, type Random, shareOut } from './distributions.ts'
import { type Activity, afkData, drawActivityData } from './event-data.ts'
import type { HostBuckets } from './host-buckets.ts'
import type { Library } from './library.ts'

export interface HostDay {
  readonly startMs: number
  readonly windowEvents: number
  readonly afkEvents: number
  /** When the next used day starts, if the host is left running until then. */
  readonly runsUntilMs: number | undefined
}

export interface Player {
  readonly buckets: HostBuckets
  readonly library: Library
  readonly random: Random
  readonly drawActivity: () => Activity
}

/** The afk bucket gets one event for each stretch and one for each break. */
export function playDay(day: HostDay, player: Player): void {
  if (day.windowEvents + day.afkEvents === 0) return
  const { random, buckets } = player
  const stretches = Math.max(1, Math.ceil(day.afkEvents / 2))
  const weights = Array.from({ length: stretches }, () => 0.3 + random())
  const lateMs = day.startMs + LATE_AFTER_MS
  let clockMs = day.startMs
  let backMs = day.startMs
  let afkLeft = day.afkEvents
  for (const events of shareOut(day.windowEvents, weights)) {
    const isLast = afkLeft <= 2
    const hasBreak = afkLeft >= 2
    const breakEnd = (lastInputMs: number) => {
      if (!hasBreak) return lastInputMs
      if (isLast && day.runsUntilMs !== undefined) return day.runsUntilMs - 2_000
      return lastInputMs + drawBreakMs(random, lastInputMs > lateMs)
    }
    const stretch = playStretch({ startMs: clockMs, events, lateMs, breakEnd }, player)
    if (afkLeft > 0) buckets.afk.add(backMs, stretch.lastInputMs, afkData('not-afk'))
    if (hasBreak) {
      buckets.afk.add(besideMs(stretch.lastInputMs, random), stretch.endMs, afkData('afk'))
      backMs = besideMs(stretch.endMs, random)
    }
    afkLeft -= 2
    clockMs = stretch.endMs + drawGapMs(random)
  }
}

/** AFK events touch, overlap or miss their neighbours by a millisecond, as the watcher's clock readings do. */
function besideMs(instantMs: number, random: Random): number {
  return instantMs + drawBelow(random, 3) - 1
}

/** A day that is still busy by then hurries through the rest, so that it is over before midnight. */
const LATE_AFTER_MS = 11 * 3_600_000

interface Stretch {
  readonly startMs: number
  readonly events: number
  readonly lateMs: number
  /** When the break after the last input is over; the last window stays open until then. */
  readonly breakEnd: (lastInputMs: number) => number
}

function playStretch({ startMs, events, lateMs, breakEnd }: Stretch, player: Player) {
  const { random } = player
  let clockMs = startMs
  for (let event = 1; event < events; event++) {
    const endMs = clockMs + drawDwellMs(random, clockMs > lateMs)
    recordActivity(clockMs, endMs, player)
    clockMs = endMs + drawGapMs(random)
  }
  const lastInputMs = clockMs + drawDwellMs(random, clockMs > lateMs)
  const endMs = breakEnd(lastInputMs)
  if (events > 0) recordActivity(clockMs, endMs, player)
  return { lastInputMs, endMs }
}

/** The window event, and the browser's or editor's own event beside it, seen by another clock reading. */
function recordActivity(startMs: number, endMs: number, player: Player): void {
  const { buckets, library, random } = player
  const activity = player.drawActivity()
  const data = drawActivityData(activity, library, random)
  buckets.window.add(startMs, endMs, data.window)
  const track = buckets.details[activity]
  if (track === undefined || data.detail === undefined) return
  const nextMs = track.lastEndMs() + 1
  // From page to page the extension ends the old event a millisecond before the new one; coming from elsewhere, it
  // notices the change at once, the polling window watcher up to a second later.
  const noticedMs = startMs - drawBelow(random, 900)
  const follows = startMs - nextMs < FOLLOWS_WITHIN_MS
  track.add(follows ? nextMs : noticedMs, endMs - drawBelow(random, 900), data.detail)
}

/** No longer than the longest gap between two window events: nothing else had the focus in between. */
const FOLLOWS_WITHIN_MS = 2_000

/**
 * How long a window keeps its title, in polls of a second and a few milliseconds: median 4 s, one in five
 * below a second and thus stored with no duration, one in a hundred above four minutes.
 */
function drawDwellMs(random: Random, late: boolean): number {
  const polls = late
    ? drawBelow(random, 2)
    : Math.min(2_700, Math.floor(drawLognormal(random, 4, 2.6)))
  return polls * 1_000 + drawBelow(random, 1 + Math.min(polls, 60) * 4)
}

/** A polling watcher leaves about one poll between two events; now and then it is late or early. */
function drawGapMs(random: Random): number {
  return random() < 0.85 ? 1_000 + drawBelow(random, 12) : 1 + drawBelow(random, 2_000)
}

/** The watcher calls it a break after three minutes without input. */
function drawBreakMs(random: Random, late: boolean): number {
  if (late) return 180_000 + drawBelow(random, 5_000)
  return 180_000 + Math.floor(Math.min(7_200_000, drawLognormal(random, 150_000, 1.4)))
}
