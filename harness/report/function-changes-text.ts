// What every format says of CPU profiles: how they were taken, and what a target did in its window.
import { formatCount, formatDurationUs, formatShare } from '../core/format.ts'
import type { ProfiledTarget } from '../results/schema.ts'
import { busyUsPerRequest } from './function-changes.ts'
import type { FunctionChange, ProfiledScenario } from './function-changes.ts'

export const TITLE = 'Where the time went'

export function howTaken(profiled: readonly ProfiledScenario[]): string {
  const { profiler, baseline } = profiled[0]!
  const which = profiler === 'node' ? 'Node’s sampling profiler' : `the profiler ${profiler}`
  const seconds = `${Math.max(1, Math.round(baseline.windowMs / 100)) / 10} s`
  return (
    `After the last unit, fresh processes of both builds answered the requests of each scenario that changed for about ${seconds}, watched by ${which}. ` +
    'Shown is the time that functions took by themselves, per request, over all threads; work for requests in the background is part of it, threads without work are not. ' +
    'Sampling costs time itself and saw one process of each build: this shows where to look, and no verdict rests on it.'
  )
}

/** `1,204 requests in 3.00 s, busy for 2.31 ms each (96.0 % in main thread, 4.0 % in worker 1)` */
export function describeTarget(target: ProfiledTarget): string {
  const { requests, windowMs, threads } = target
  const busyUs = threads.reduce((sum, one) => sum + one.busyUs, 0)
  const shares = threads
    .slice(0, THREADS_MAX)
    .map((one) => `${formatShare(one.busyUs / busyUs)} in ${one.name}`)
  const more = threads.length - shares.length
  const named = more > 0 ? [...shares, `${more} more`] : shares
  const split = threads.length < 2 ? '' : ` (${named.join(', ')})`
  return `${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'} in ${formatDurationUs(windowMs * 1000)}, busy for ${formatDurationUs(busyUsPerRequest(target))} each${split}`
}

const THREADS_MAX = 4

/** Own times below a thousandth of a millisecond would read as none. */
export function formatOwnUs(us: number | undefined): string {
  if (us === undefined) return '–'
  return us > 0 && us < 0.5 ? '<0.001 ms' : formatDurationUs(us)
}

/** `109.5 ms with its calls`; undefined where that adds little. */
export function describeTotalUs(
  ownUs: number | undefined,
  totalUs: number | undefined,
): string | undefined {
  if (ownUs === undefined || totalUs === undefined || totalUs < ownUs * 1.05) return undefined
  return `${formatOwnUs(totalUs)} with its calls`
}

export function formatDifferenceUs(us: number): string {
  return `${us > 0 ? '+' : ''}${formatDurationUs(us)}`
}

/** The largest changes, and everything else in one row, so that the rows add up to the last one. */
export interface ShownChanges {
  readonly rows: readonly FunctionChange[]
  readonly rest: FunctionChange
  readonly all: FunctionChange
}

export function shownChanges(
  { baseline, candidate, changes }: ProfiledScenario,
  most: number,
): ShownChanges {
  const rows = changes.slice(0, most)
  const all = summed('all', busyUsPerRequest(baseline), busyUsPerRequest(candidate))
  const sumOf = (key: 'baselineUs' | 'candidateUs') =>
    rows.reduce((sum, row) => sum + (row[key] ?? 0), 0)
  const left = (whole: number, shown: number) => Math.max(0, whole - shown)
  const rest = summed(
    'everything else',
    left(all.baselineUs, sumOf('baselineUs')),
    left(all.candidateUs, sumOf('candidateUs')),
  )
  return { rows, rest, all }
}

function summed(name: string, baselineUs: number, candidateUs: number) {
  const differenceUs = candidateUs - baselineUs
  return { name, place: '', baselineUs, candidateUs, differenceUs, isClear: true }
}

export function describeUnclear({ unclear, changes }: ProfiledScenario): string | undefined {
  if (changes.length === 0)
    return 'No function’s own time differs by more than three times its sampling error: the change is spread, or lies in waiting.'
  if (unclear === 0) return undefined
  return `${formatCount(unclear)} further ${unclear === 1 ? 'function differs' : 'functions differ'} by less than three times the sampling error, or not at all.`
}
