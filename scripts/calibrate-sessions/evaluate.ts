// What is drawn and judged: unchanged builds, the fault everywhere and in one scenario, and exact changes.
import type { Random } from '../../harness/core/random.ts'
import { alikeTo } from '../../harness/calibration/alike.ts'
import { clusteredTrimmedMean, intervalOf } from '../../harness/stats/clustered-trimmed.ts'
import type { Estimate } from '../../harness/stats/estimate.ts'
import { LOOK_PROFILES } from '../../harness/stats/looks.ts'
import type { LookProfile } from '../../harness/stats/looks.ts'
import { completeUnits } from '../../harness/calibration/kept-session.ts'
import type { CompactSession } from './compact.ts'
import {
  asMeasured,
  draw,
  faulty,
  faultyIn,
  shifted,
  unchanged,
} from '../../harness/calibration/draw.ts'
import type { DrawnUnit, Pool } from '../../harness/calibration/draw.ts'
import { BASELINE, FAULTY } from '../../harness/calibration/labels.ts'
import { AFFECTED, SCENARIOS } from './experiment.ts'
import type { PartName } from './jobs.ts'
import { judgeDrawn } from '../../harness/calibration/judge-drawn.ts'
import { tallyOf } from '../../harness/calibration/tally.ts'
import type { Tally } from '../../harness/calibration/tally.ts'

/** Sessions of one kind. */
export interface Row {
  readonly kind: 'unchanged' | 'everywhere' | 'single' | 'exact'
  readonly source: 'measured' | 'drawn'
  readonly profile: LookProfile
  /** The only one that differs, of `single` and `exact`. */
  readonly scenario?: string
  /** Of `exact`. */
  readonly ratio?: number
  readonly tally: Tally
}

export interface Evaluation {
  readonly rows: readonly Row[]
  /** Faulty / baseline of p50 by scenario, from all units of the long session with the fault. */
  readonly effects: ReadonlyMap<string, Estimate>
  readonly units: Readonly<
    Record<
      'aa' | 'fault' | 'quickAa' | 'quickFault',
      { readonly complete: number; readonly all: number }
    >
  >
}

type Kind = Omit<Row, 'tally' | 'source'>

interface Plan extends Kind {
  readonly pool: Pool
  readonly sessions: number
  readonly from: (pool: Pool) => (random: Random) => DrawnUnit
}

/** What sessions of a profile are drawn from: units that held as much as its own do, those of `nightly` excepted. */
interface Pools {
  readonly aa: Pool
  readonly fault: Pool
}

const RATIOS = [1.03, 1.05, 1.08, 1.1, 1.2]

/** `draws` sessions per row; rows of what was not measured are missing. */
export function evaluate(
  sessions: readonly CompactSession[],
  draws: number,
  onRow: (row: Row) => void,
): Evaluation {
  const ofPart = (part: PartName) => sessions.filter((session) => session.part === part)
  const long = { aa: ofPart('aa-long'), fault: ofPart('fault-long') }
  const quick = { aa: ofPart('aa-sessions'), fault: ofPart('fault-sessions') }
  const rows: Row[] = []
  const add = (row: Row) => {
    rows.push(row)
    onRow(row)
  }
  for (const row of measuredRows('unchanged', quick.aa)) add(row)
  for (const row of measuredRows('everywhere', quick.fault)) add(row)
  for (const plan of plansFor({ quick, pr: long, nightly: long }, draws)) add(drawnRow(plan))
  const unitsOf = (pool: Pool) => ({
    complete: pool.reduce((sum, session) => sum + completeUnits(session).length, 0),
    all: pool.reduce((sum, { units }) => sum + units.length, 0),
  })
  return {
    rows,
    effects: effectsOf(long.fault[0]),
    units: {
      aa: unitsOf(long.aa),
      fault: unitsOf(long.fault),
      quickAa: unitsOf(quick.aa),
      quickFault: unitsOf(quick.fault),
    },
  }
}

function measuredRows(kind: Row['kind'], sessions: readonly CompactSession[]): Row[] {
  if (sessions.length === 0) return []
  const outcomes = sessions.map((session) => judgeDrawn(asMeasured(session), LOOK_PROFILES.quick))
  return [{ kind, source: 'measured', profile: 'quick', tally: tallyOf(outcomes) }]
}

function plansFor(pools: Readonly<Record<LookProfile, Pools>>, draws: number): Plan[] {
  const plans: Plan[] = []
  const add = (kind: Kind, pool: Pool, sessions: number, from: Plan['from']) =>
    plans.push({ ...kind, pool, sessions, from })
  for (const profile of ['quick', 'pr', 'nightly'] as const) {
    const { aa } = pools[profile]
    if (aa.length > 0) add({ kind: 'unchanged', profile }, aa, draws, unchanged)
  }
  for (const profile of ['quick', 'pr'] as const) {
    const { fault } = pools[profile]
    if (fault.length > 0) add({ kind: 'everywhere', profile }, fault, draws, faulty)
  }
  const { aa: calm, fault: slow } = pools.pr
  if (calm.length > 0 && slow.length > 0)
    for (const scenario of AFFECTED) {
      const kind = { kind: 'single', scenario, profile: 'pr' } as const
      add(kind, calm, Math.ceil(draws / AFFECTED.length), (pool) => faultyIn(scenario, pool, slow))
    }
  for (const scenario of SCENARIOS)
    for (const ratio of RATIOS)
      for (const profile of ['quick', 'pr'] as const) {
        const { aa } = pools[profile]
        const kind = { kind: 'exact', scenario, ratio, profile } as const
        const sessions = Math.ceil(draws / (2 * SCENARIOS.length))
        if (aa.length > 0) add(kind, aa, sessions, (pool) => shifted(scenario, ratio, pool))
      }
  return plans
}

/** One drawn session after the other is like each of the pool, and made of units of those that are alike. */
function drawnRow({ pool, sessions, from, ...kind }: Plan): Row {
  const sources = pool.map((like) => ({ like, one: from(alikeTo(like, pool)) }))
  const most = LOOK_PROFILES[kind.profile].at(-1)!
  const outcomes = Array.from({ length: sessions }, (_, index) => {
    const seed = JSON.stringify([kind, index])
    const { like, one } = sources[index % sources.length]!
    return judgeDrawn(draw(like, most, seed, one), LOOK_PROFILES[kind.profile])
  })
  return { ...kind, source: 'drawn', tally: tallyOf(outcomes) }
}

function effectsOf(fault: CompactSession | undefined): Map<string, Estimate> {
  const p50s = fault?.series.filter(({ metric }) => metric === 'p50') ?? []
  return new Map(
    p50s.map(({ scenario, values }) => {
      const rounds = Object.entries(values[BASELINE]!).flatMap(([unit, baseline]) => {
        const slow = values[FAULTY]?.[unit]
        return slow === undefined ? [] : [slow.map((us, round) => Math.log(us / baseline[round]!))]
      })
      return [scenario, intervalOf(clusteredTrimmedMean(rounds), 0.95)]
    }),
  )
}
