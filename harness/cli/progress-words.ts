// What a session tells while it runs, in words.
import { describeNote } from '../core/notes.ts'
import type { Progress } from '../session/progress.ts'
import type { ProgressClock } from './progress-clock.ts'
import { wrap } from './wrap.ts'

/** Elsewhere than on a terminal a transient line is written once per `phase`. */
export type Words =
  | { readonly transient: true; readonly text: string; readonly phase: string }
  | { readonly transient: false; readonly text: string }

export interface Telling {
  readonly clock: ProgressClock
  readonly nowMs: number
  /** What the last look left open; undefined before the first. */
  readonly undecided: number | undefined
  /** Columns that a line may have. */
  readonly width: number
}

export function describeProgress(progress: Progress, telling: Telling): Words {
  switch (progress.kind) {
    case 'starting':
      return inPhase(`${stage(progress)}starting`, progress.target)
    case 'rehearsal': {
      const place = `${progress.done + 1}/${progress.all} · ${progress.scenario}`
      return inPhase('Comparing answers', `· ${place}`)
    }
    case 'explaining':
      return inPhase('Asking for query plans', `· ${progress.target}`)
    case 'planned':
      return finished(describePlan(progress), telling)
    case 'warm-up':
      return inPhase(`${stage(progress)}warming up`, `· ${progress.what}`)
    case 'slice': {
      const phase = `${stage(progress)}measuring`
      return inPhase(phase, describeSlice(progress, telling, phase.length))
    }
    case 'unit-done': {
      const { unit, units, durationMs, voidBecause } = progress
      if (voidBecause !== undefined)
        return finished(`Unit ${unit} of ${units} does not count: ${voidBecause}.`, telling)
      return finished(`Unit ${unit} of ${units} done in ${describeMs(durationMs)}.`, telling)
    }
    case 'cpu-profile':
      return inPhase('CPU profiles', `· ${progress.what}`)
    case 'cpu-profiles-done':
      return finished(describeProfiles(progress), telling)
    case 'look':
      return finished(describeLook(progress, telling.clock.unitMs()), telling)
  }
}

function describeProfiles({
  scenarios,
  notes,
}: Extract<Progress, { kind: 'cpu-profiles-done' }>): string {
  const taken = scenarios.length === 0 ? [] : [`CPU profiles taken of ${scenarios.join(', ')}.`]
  return [...taken, ...notes.map(describeNote)].join(' ')
}

const inPhase = (phase: string, rest: string): Words => ({
  transient: true,
  text: `${phase} ${rest}`,
  phase,
})

const finished = (text: string, { width }: Telling): Words => ({
  transient: false,
  text: wrap(text, width),
})

function stage({ unit, units }: { readonly unit: number | undefined; readonly units: number }) {
  return unit === undefined ? 'Before the first unit · ' : `Unit ${unit}/${units} · `
}

/** A long name gives way, so that what is open and left stays in sight. */
function describeSlice(
  slice: Extract<Progress, { kind: 'slice' }>,
  { clock, nowMs, undecided, width }: Telling,
  used: number,
): string {
  const percent = `· ${Math.floor((100 * slice.done) / slice.all)} % ·`
  const open = undecided === undefined ? '' : ` · ${undecided} undecided`
  const rest = `${open} · ${describeMs(clock.leftMs(slice, nowMs))} left`
  // Two spaces around the name, and the last column stays free.
  const room = Math.max(NAME_MIN, width - used - percent.length - rest.length - 3)
  const { what } = slice
  return `${percent} ${what.length <= room ? what : `${what.slice(0, room - 1)}…`}${rest}`
}

const NAME_MIN = 8

/** `Measuring at most 12 units, about 14 min 00 s in all; looks at 6, 9, 12.` */
function describePlan({
  units,
  unitsBefore,
  unitMs,
  looks = [],
  leftMs,
}: Extract<Progress, { kind: 'planned' }>): string {
  const rest = units - unitsBefore
  const more = unitsBefore === 0 ? `${units} units` : `${rest} more units after ${unitsBefore}`
  const most = looks.length > 1 ? 'at most ' : ''
  const at = looks.length > 1 ? `; looks at ${looks.join(', ')}` : ''
  const text = `Measuring ${most}${more}, about ${describeMs(rest * unitMs)} in all${at}.`
  const room = leftMs === undefined ? rest : Math.floor(leftMs / unitMs)
  return room >= rest ? text : `${text} The budget leaves room for about ${room}.`
}

/** More would push everything else off the screen; the report has them all. */
const OPEN_MAX = 4

function describeLook(look: Extract<Progress, { kind: 'look' }>, unitMs: number): string {
  const { units, next, most, all, undecided, continues, reason } = look
  const decided =
    all === 0
      ? `Look at ${units} units: nothing there that gates`
      : `Look at ${units} units: ${all - undecided.length} of ${all} decided`
  if (undecided.length === 0) return `${decided}.`
  const further = undecided.length - OPEN_MAX
  const named = undecided.slice(0, OPEN_MAX).join(', ')
  const open = `${decided}; undecided: ${named}${further > 0 ? ` and ${further} more` : ''}`
  if (!continues || next === undefined) return `${open}. ${reason}`
  const about = (to: number) => describeMs((to - units) * unitMs)
  return `${open}; next look at ${next} units, about ${about(next)}; at most ${about(most)} more.`
}

export function describeMs(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}
