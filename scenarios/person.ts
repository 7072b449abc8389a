// What a person does at a computer in a working day: which window has the focus when, and when nobody is there.
import type { Random } from '../harness/core/random.ts'

const MINUTE_MS = 60_000

export type Kind = 'browser' | 'editor' | 'other'

/** A window or tab in front, or nobody there: then the last window stays in front. */
export interface Focus {
  readonly startMs: number
  readonly endMs: number
  readonly kind: Kind
  /** Counted through the day: what the title is made of. */
  readonly number: number
  /** Of the program of its kind: a second browser, a second editor. */
  readonly program: 0 | 1
}

export interface Break {
  readonly startMs: number
  readonly endMs: number
}

export interface PersonDay {
  readonly lengthMs: number
  /** Ascending, without gaps. */
  readonly focuses: readonly Focus[]
  readonly breaks: readonly Break[]
}

/** Median time before another window or tab: most are seconds, few are tens of minutes. */
const FOCUS_MEDIAN_MS = 12_000
const FOCUS_SIGMA = 1.3
const FOCUS_MOST_MS = 20 * MINUTE_MS

const KINDS: readonly (readonly [Kind, number])[] = [
  ['browser', 0.4],
  ['editor', 0.35],
  ['other', 0.25],
]

/** An hour of work, a short break; in the middle of the day a long one. */
export function livePersonDay(lengthMs: number, random: Random): PersonDay {
  const focuses: Focus[] = []
  const breaks: Break[] = []
  let now = 0
  while (now < lengthMs) {
    const workUntil = Math.min(lengthMs, now + (40 + 30 * random()) * MINUTE_MS)
    while (now < workUntil) {
      const focus = drawFocus(now, focuses.length, random)
      focuses.push(focus)
      now = focus.endMs
    }
    const isLunch = breaks.every(({ endMs }) => endMs < lengthMs / 2) && now > lengthMs * 0.4
    const restMs = (isLunch ? 35 + 15 * random() : 4 + 8 * random()) * MINUTE_MS
    const last = focuses.pop()!
    breaks.push({ startMs: last.endMs, endMs: last.endMs + restMs })
    focuses.push({ ...last, endMs: last.endMs + restMs })
    now = last.endMs + restMs
  }
  return { lengthMs, focuses, breaks }
}

function drawFocus(startMs: number, number: number, random: Random): Focus {
  const lengthMs = Math.min(FOCUS_MOST_MS, FOCUS_MEDIAN_MS * Math.exp(FOCUS_SIGMA * normal(random)))
  const program = random() < 0.75 ? 0 : 1
  return {
    startMs,
    endMs: startMs + Math.max(500, lengthMs),
    kind: drawKind(random),
    number,
    program,
  }
}

function drawKind(random: Random): Kind {
  let rest = random()
  return KINDS.find(([, share]) => (rest -= share) < 0)?.[0] ?? 'other'
}

/** Box–Muller. */
const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** The focus at an instant, asked at ascending ones. */
export function focusReader({ focuses }: PersonDay): (atMs: number) => Focus {
  let at = 0
  return (atMs) => {
    while (at < focuses.length - 1 && focuses[at]!.endMs <= atMs) at++
    return focuses[at]!
  }
}

/** The last input before an instant, asked at ascending ones: now, or the beginning of the break. */
export function inputReader({ breaks }: PersonDay): (atMs: number) => number {
  let at = 0
  return (atMs) => {
    while (at < breaks.length && breaks[at]!.endMs <= atMs) at++
    const rest = breaks[at]
    return rest !== undefined && rest.startMs <= atMs ? rest.startMs : atMs
  }
}
