// Progress for people, on stderr: one line that is rewritten on a terminal, plain lines elsewhere.
// Written only when told between slices; no timer repaints while a slice runs.
import type { OnProgress, Progress } from '../session/progress.ts'
import type { Output } from './context.ts'

export interface ProgressLines {
  readonly onProgress: OnProgress
  /** A step outside the session, such as a build. */
  readonly step: (text: string) => void
  /** Ends the line that is being rewritten. */
  readonly done: () => void
}

export function createProgressLines(output: Output, now: () => number): ProgressLines {
  const live = output.isTTY === true
  const clock: Clock = { unitStartedMs: now(), expectedUnitMs: 0, unitsMs: [] }
  let dirty = false
  let lastPlain = ''

  function rewrite(text: string): void {
    const width = (output.columns ?? 80) - 1
    output.write(`\r\u001B[2K${text.slice(0, width)}`)
    dirty = true
  }
  function line(text: string): void {
    if (dirty) output.write('\r\u001B[2K')
    dirty = false
    output.write(`${text}\n`)
  }
  function transient(text: string, plainKey: string): void {
    if (live) rewrite(text)
    else if (plainKey !== lastPlain) line(text)
    lastPlain = plainKey
  }

  return {
    step: (text) => transient(text, text),
    done() {
      if (dirty) output.write('\r\u001B[2K')
      dirty = false
    },
    onProgress(progress) {
      keepTime(clock, progress, now())
      const words = describeProgress(progress, clock, now())
      if (words.transient) transient(words.text, words.phase)
      else line(words.text)
    },
  }
}

interface Clock {
  unitStartedMs: number
  expectedUnitMs: number
  readonly unitsMs: number[]
}

function keepTime(clock: Clock, progress: Progress, nowMs: number): void {
  if (progress.kind === 'planned') clock.expectedUnitMs = progress.expectedMs / progress.units
  if (progress.kind === 'unit-done') clock.unitsMs.push(progress.durationMs)
  if (progress.kind === 'planned' || progress.kind === 'unit-done') clock.unitStartedMs = nowMs
}

/** Elsewhere than on a terminal a transient line is written once per `phase`. */
type Words =
  | { readonly transient: true; readonly text: string; readonly phase: string }
  | { readonly transient: false; readonly text: string }

function describeProgress(progress: Progress, clock: Clock, nowMs: number): Words {
  switch (progress.kind) {
    case 'starting':
      return inPhase(`${stage(progress)}starting`, progress.target)
    case 'rehearsal': {
      const place = `${progress.done + 1}/${progress.all} · ${progress.scenario}`
      return inPhase('Comparing answers', `· ${place}`)
    }
    case 'planned': {
      const inAll = describeMs(progress.expectedMs)
      return finished(`Measuring ${progress.units} units, about ${inAll} in all.`)
    }
    case 'warm-up':
      return inPhase(`${stage(progress)}warming up`, `· ${progress.what}`)
    case 'slice': {
      const percent = Math.floor((100 * progress.done) / progress.all)
      const left = describeMs(leftMs(progress, clock, nowMs))
      return inPhase(
        `${stage(progress)}measuring`,
        `· ${percent} % · ${progress.what} · ${left} left`,
      )
    }
    case 'unit-done': {
      const { unit, units, durationMs } = progress
      return finished(`Unit ${unit} of ${units} done in ${describeMs(durationMs)}.`)
    }
  }
}

const inPhase = (phase: string, rest: string): Words => ({
  transient: true,
  text: `${phase} ${rest}`,
  phase,
})

const finished = (text: string): Words => ({ transient: false, text })

function stage({ unit, units }: { readonly unit: number | undefined; readonly units: number }) {
  return unit === undefined ? 'Before the first unit · ' : `Unit ${unit}/${units} · `
}

/** From the units done so far, else from the plan. */
function leftMs(slice: Extract<Progress, { kind: 'slice' }>, clock: Clock, nowMs: number): number {
  const { unitsMs } = clock
  const unitMs =
    unitsMs.length > 0
      ? unitsMs.reduce((sum, ms) => sum + ms, 0) / unitsMs.length
      : Math.max(clock.expectedUnitMs, nowMs - clock.unitStartedMs)
  const ofThisUnit = Math.max(0, unitMs - (nowMs - clock.unitStartedMs))
  return ofThisUnit + (slice.units - slice.unit) * unitMs
}

export function describeMs(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}
