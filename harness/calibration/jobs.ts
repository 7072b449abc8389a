// The sessions to measure and the time each gets, in the order in which they are worth most should time run out.
import { LOOK_PROFILES } from '../stats/looks.ts'
import type { LookProfile } from '../stats/looks.ts'
import { UNCHANGED } from './experiments.ts'
import type { Experiment } from './experiments.ts'
import { BASELINE, EQUALS, FAULTY } from './labels.ts'

/** `long`: only for sessions to be drawn from its units. `session`: judged as it was measured. */
export type JobKind = 'long' | 'session'

/** One session. */
export interface Job {
  readonly experiment: Experiment
  readonly kind: JobKind
  /** From 1, within experiment and kind. */
  readonly number: number
  readonly labels: readonly string[]
  /** At most. */
  readonly units: number
  /** The session ends at its look at which everything is decided; undefined: nothing is read meanwhile. */
  readonly profile?: LookProfile | undefined
  /** Time after which no unit begins; undefined: all units are measured. */
  readonly budgetMs: number | undefined
  readonly seed: string
  /** Complete units without which it is of no use. */
  readonly fewestUnits: number
}

export interface JobOptions {
  readonly profile: LookProfile
  readonly experiments: readonly Experiment[]
  /** For all long sessions together; builds and rehearsals come on top. */
  readonly totalMs: number
  /** Sessions of the profile to measure as they are, of unchanged builds and of the worst CPU fault each. */
  readonly sessions: number
  readonly longUnits: LongUnits
}

/** Complete units of a session that others are drawn from. */
export interface LongUnits {
  readonly fewest: number
  readonly most: number
}

/** An interval needs two units, and a draw should be able to leave some out; draws are of 6 to 20. */
export const LONG_UNITS: LongUnits = { fewest: 4, most: 60 }
/** Answers are compared before the first unit. */
const ANSWER_UNITS = 2

export function jobsOf(options: JobOptions): Job[] {
  const { profile, experiments, totalMs, sessions, longUnits } = options
  const bySpeed = experiments.filter(({ foundBy }) => foundBy === 'speed')
  const shares = bySpeed.reduce((sum, { share }) => sum + share, 0)
  const partOf = ({ share }: Experiment) => Math.round((totalMs * share) / shares)
  const long = bySpeed.map((experiment) => longJob(experiment, longUnits, partOf(experiment)))
  const answers = experiments
    .filter(({ foundBy }) => foundBy === 'answers')
    .map((experiment) => sessionJob(experiment, 1, { units: ANSWER_UNITS }))
  return [...long, ...answers, ...realSessions(profile, bySpeed, sessions)]
}

/** Of unchanged builds and of the worst build, alternating: what there is of both stays alike should time run out. */
function realSessions(
  profile: LookProfile,
  bySpeed: readonly Experiment[],
  sessions: number,
): Job[] {
  const length = { units: LOOK_PROFILES[profile].at(-1)!, profile }
  const worst = worstCpuFault(bySpeed)
  const kinds = worst === undefined ? [UNCHANGED] : [UNCHANGED, worst]
  return Array.from({ length: sessions }, (_, index) =>
    kinds.map((experiment) => sessionJob(experiment, index + 1, length)),
  ).flat()
}

/** What a real session surely ought to find, or the last fault where none is about CPU time. */
export function worstCpuFault(experiments: readonly Experiment[]): Experiment | undefined {
  const faults = experiments.filter(({ fault }) => fault !== undefined)
  const percentOf = ({ fault }: Experiment) => Number(/^cpu=([\d.]+)%$/.exec(fault!)?.[1] ?? 0)
  return faults.toSorted((a, b) => percentOf(a) - percentOf(b)).at(-1)
}

function longJob(experiment: Experiment, { fewest, most }: LongUnits, budgetMs: number): Job {
  return { ...jobOf(experiment, 'long', 1), units: most, budgetMs, fewestUnits: fewest }
}

function sessionJob(
  experiment: Experiment,
  number: number,
  length: Pick<Job, 'units' | 'profile'>,
): Job {
  return { ...jobOf(experiment, 'session', number), ...length }
}

function jobOf(experiment: Experiment, kind: JobKind, number: number): Job {
  const last = experiment.fault === undefined ? EQUALS[1] : FAULTY
  return {
    experiment,
    kind,
    number,
    labels: [BASELINE, EQUALS[0], last],
    units: 0,
    budgetMs: undefined,
    seed: `${experiment.id} ${kind} ${number}`,
    fewestUnits: 0,
  }
}
