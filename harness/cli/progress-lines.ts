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
  const clock = { unitStartedMs: now(), unitsMs: [] as number[], expectedUnitMs: 0 }
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
      switch (progress.kind) {
        case 'rehearsal':
          return transient(
            `Comparing answers · ${progress.done + 1}/${progress.all} · ${progress.scenario}`,
            'rehearsal',
          )
        case 'planned':
          clock.unitStartedMs = now()
          clock.expectedUnitMs = progress.expectedMs / progress.units
          return line(
            `Measuring ${progress.units} units, about ${describeMs(progress.expectedMs)} in all.`,
          )
        case 'slice':
          return transient(
            sliceLine(progress, leftMs(progress, clock, now())),
            `unit ${progress.unit}`,
          )
        case 'unit-done':
          clock.unitsMs.push(progress.durationMs)
          clock.unitStartedMs = now()
          return line(
            `Unit ${progress.unit} of ${progress.units} done in ${describeMs(progress.durationMs)}.`,
          )
        case 'stopping':
          return line(progress.why)
      }
    },
  }
}

function sliceLine(slice: Extract<Progress, { kind: 'slice' }>, left: number): string {
  const percent = Math.floor((100 * slice.done) / slice.all)
  return `Unit ${slice.unit}/${slice.units} · ${percent} % · ${slice.what} · ${describeMs(left)} left`
}

/** From the units done so far, else from the plan. */
function leftMs(
  slice: Extract<Progress, { kind: 'slice' }>,
  clock: { unitStartedMs: number; unitsMs: readonly number[]; expectedUnitMs: number },
  nowMs: number,
): number {
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
