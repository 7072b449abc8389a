// The sessions to measure, in the order in which they are worth most should time run out.
import { LOOK_PROFILES } from '../../harness/stats/looks.ts'
import { BASELINE, EQUALS, FAULTY } from '../../harness/calibration/labels.ts'
import { WHOLE } from './experiment.ts'

export const PARTS = ['aa-long', 'fault-long', 'aa-sessions', 'fault-sessions'] as const
export type PartName = (typeof PARTS)[number]

/** One call of `heartbench compare`. */
export interface Job {
  readonly part: PartName
  /** From 1. */
  readonly number: number
  readonly arguments: readonly string[]
  /** Whose share of a unit it measures. */
  readonly profile: 'quick' | 'pr'
  /** What a continued session has to be told again. */
  readonly again: readonly string[]
  /** Complete units without which it is of no use: a quick session may be lost, what is drawn from may not. */
  readonly fewestUnits: number
  /** Seconds, about, from processes times units, one of them for the rehearsal. */
  readonly cost: number
}

export interface JobOptions {
  /** What to spend; amounts shrink with it. */
  readonly minutes: number
  readonly ref: string
  readonly fault: string
  readonly snapshot: string
}

/** Per process and unit. */
const SECONDS = { quick: 5, pr: 9 }

/** An interval needs two units, and a subset should be able to leave some out. */
const FEWEST_LONG_UNITS = 4

export function jobsOf(options: JobOptions): Job[] {
  const scale = options.minutes / WHOLE.minutes
  const sessions = (most: number) => Math.max(1, Math.round(most * scale))
  const units = (most: number) => Math.max(FEWEST_LONG_UNITS, Math.round(most * scale))
  const long = (part: PartName, most: number) => [jobOf(part, 1, units(most), options)]
  const many = (part: PartName, most: number) =>
    Array.from({ length: sessions(most) }, (_, index) => jobOf(part, index + 1, 'quick', options))
  return [
    ...long('aa-long', WHOLE.aaLongUnits),
    ...long('fault-long', WHOLE.faultLongUnits),
    ...many('aa-sessions', WHOLE.aaSessions),
    ...many('fault-sessions', WHOLE.faultSessions),
  ]
}

function jobOf(
  part: PartName,
  number: number,
  length: number | 'quick',
  { ref, fault, snapshot }: JobOptions,
): Job {
  const hasFault = part.startsWith('fault')
  const labels = hasFault ? [BASELINE, EQUALS[0], FAULTY] : [BASELINE, ...EQUALS]
  const units = length === 'quick' ? LOOK_PROFILES.quick[0] : length
  return {
    part,
    number,
    arguments: [
      ...labels.map((label) => `${label}=${ref}`),
      ...(hasFault ? ['--fault', `${FAULTY}:${fault}`] : []),
      ...(length === 'quick' ? ['--profile', 'quick'] : ['--units', String(units)]),
      '--seed',
      `${part} ${number}`,
    ],
    profile: length === 'quick' ? 'quick' : 'pr',
    fewestUnits: length === 'quick' ? 0 : Math.ceil(units / 2),
    again: ['--snapshot', snapshot],
    cost: SECONDS[length === 'quick' ? 'quick' : 'pr'] * labels.length * (units + 1),
  }
}
