// What is drawn and judged: unchanged builds, the fault everywhere and in one scenario, and exact changes.
import type { Random } from '../../harness/core/random.ts'
import { clusteredTrimmedMean, intervalOf } from '../../harness/stats/clustered-trimmed.ts'
import type { Estimate } from '../../harness/stats/estimate.ts'
import { LOOK_PROFILES } from '../../harness/stats/looks.ts'
import type { LookProfile } from '../../harness/stats/looks.ts'
import { completeUnits } from './compact.ts'
import type { CompactSession } from './compact.ts'
import { asMeasured, draw, faulty, faultyIn, shifted, unchanged } from './draw.ts'
import type { DrawnUnit } from './draw.ts'
import { AFFECTED, BASELINE, FAULTY, SCENARIOS } from './experiment.ts'
import type { PartName } from './jobs.ts'
import { judgeDrawn } from './judge-drawn.ts'
import { tallyOf } from './tally.ts'
import type { Tally } from './tally.ts'

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
    Record<'aa' | 'fault', { readonly complete: number; readonly all: number }>
  >
}

type Kind = Omit<Row, 'tally' | 'source'>

interface Plan extends Kind {
  readonly like: CompactSession
  readonly sessions: number
  readonly one: (random: Random) => DrawnUnit
}

const RATIOS = [1.03, 1.05, 1.08, 1.1, 1.2]

/** `draws` sessions per row; rows of what was not measured are missing. */
export function evaluate(
  sessions: readonly CompactSession[],
  draws: number,
  onRow: (row: Row) => void,
): Evaluation {
  const ofPart = (part: PartName) => sessions.filter((session) => session.part === part)
  const [aa] = ofPart('aa-long')
  const [fault] = ofPart('fault-long')
  const rows: Row[] = []
  const add = (row: Row) => {
    rows.push(row)
    onRow(row)
  }
  for (const row of measuredRows('unchanged', ofPart('aa-sessions'))) add(row)
  for (const row of measuredRows('everywhere', ofPart('fault-sessions'))) add(row)
  for (const plan of plansFor(aa, fault, draws)) add(drawnRow(plan))
  const unitsOf = (session: CompactSession | undefined) => ({
    complete: session === undefined ? 0 : completeUnits(session).length,
    all: session?.units.length ?? 0,
  })
  return { rows, effects: effectsOf(fault), units: { aa: unitsOf(aa), fault: unitsOf(fault) } }
}

function measuredRows(kind: Row['kind'], sessions: readonly CompactSession[]): Row[] {
  if (sessions.length === 0) return []
  const outcomes = sessions.map((session) => judgeDrawn(asMeasured(session), 'quick'))
  return [{ kind, source: 'measured', profile: 'quick', tally: tallyOf(outcomes) }]
}

function plansFor(
  aa: CompactSession | undefined,
  fault: CompactSession | undefined,
  draws: number,
): Plan[] {
  const plans: Plan[] = []
  const each = (profiles: readonly LookProfile[], plan: Omit<Plan, 'profile'>) =>
    plans.push(...profiles.map((profile) => ({ ...plan, profile })))
  if (aa !== undefined)
    each(['quick', 'pr', 'nightly'], {
      kind: 'unchanged',
      like: aa,
      sessions: draws,
      one: unchanged(aa),
    })
  if (fault !== undefined)
    each(['quick', 'pr'], { kind: 'everywhere', like: fault, sessions: draws, one: faulty(fault) })
  if (aa !== undefined && fault !== undefined)
    for (const scenario of AFFECTED)
      each(['pr'], {
        kind: 'single',
        scenario,
        like: aa,
        sessions: Math.ceil(draws / AFFECTED.length),
        one: faultyIn(scenario, aa, fault),
      })
  if (aa !== undefined)
    for (const scenario of SCENARIOS)
      for (const ratio of RATIOS)
        each(['quick', 'pr'], {
          kind: 'exact',
          scenario,
          ratio,
          like: aa,
          sessions: Math.ceil(draws / (2 * SCENARIOS.length)),
          one: shifted(scenario, ratio, aa),
        })
  return plans
}

function drawnRow({ like, sessions, one, ...kind }: Plan): Row {
  const most = LOOK_PROFILES[kind.profile].at(-1)!
  const outcomes = Array.from({ length: sessions }, (_, index) => {
    const seed = JSON.stringify([kind, index])
    return judgeDrawn(draw(like, most, seed, one), kind.profile)
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
