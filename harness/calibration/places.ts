// What becomes of each metric: what it is called on unchanged builds, and which planted changes it shows.
import type { Comparison, Verdict } from '../judge/comparison.ts'
import type { CalibratedPlace, Calibration } from './calibration.ts'
import { drawOutcomes, sessionsOf } from './drawn-outcomes.ts'
import type { Drawing } from './drawn-outcomes.ts'
import { shifted } from './draw.ts'
import type { Pool } from './draw.ts'
import type { Outcome } from './judge-drawn.ts'
import { keyOf, placeOf } from './place-key.ts'
import type { Place } from './place-key.ts'
import type { Reaches } from './reach.ts'
import { tallyOf } from './tally.ts'
import type { Share } from './tally.ts'

/** Planted where a metric of the scenario is judged by a margin of a few per cent. */
export const SMALL_EFFECTS = [0.03, 0.05, 0.08, 0.1, 0.2] as const
/** Planted where margins are wide: waits in open loops alarm beyond ±50 %. */
export const LARGE_EFFECTS = [0.6, 1, 2] as const
const WIDE_MARGIN = 0.3

export interface Planted {
  readonly scenario: string
  readonly effectRatio: number
  readonly outcomes: readonly Outcome[]
}

/** Sessions in which one scenario is slower by an exact change: a third of the draws each, or more of few scenarios. */
export function plantEffects(
  pool: Pool,
  unchanged: readonly Outcome[],
  drawing: Drawing,
  onEffect: (scenario: string, effectRatio: number) => void,
): Planted[] {
  const scenarios = Map.groupBy(gatingOf(unchanged), ({ scenario }) => scenario)
  const sessions = Math.ceil(drawing.draws / Math.min(3, Math.max(1, scenarios.size)))
  return [...scenarios].flatMap(([scenario, comparisons]) =>
    effectsFor(comparisons).map((effectRatio) => {
      onEffect(scenario, effectRatio)
      const one = shifted(scenario, 1 + effectRatio, pool)
      // The same draws for all sizes: what a larger change is found in more often is the change, not the luck.
      const kind = `planted ${scenario}`
      const outcomes = drawOutcomes(kind, sessions, pool, one, drawing)
      return { scenario, effectRatio, outcomes }
    }),
  )
}

function effectsFor(comparisons: readonly Comparison[]): readonly number[] {
  const margins = comparisons.map(({ marginRatio }) => marginRatio)
  return [
    ...(margins.some((margin) => margin < WIDE_MARGIN) ? SMALL_EFFECTS : []),
    ...(margins.some((margin) => margin >= WIDE_MARGIN) ? LARGE_EFFECTS : []),
  ]
}

export function plantedSessions(planted: readonly Planted[]): Calibration['planted'] {
  return planted.map(plantedSession)
}

function plantedSession({
  scenario,
  effectRatio,
  outcomes,
}: Planted): Calibration['planted'][number] {
  const redElsewhere = tallyOf(outcomes).redElsewhere([scenario])
  return { scenario, effectRatio, ...sessionsOf(outcomes), redElsewhere }
}

export function calibratePlaces(
  pool: Pool,
  unchanged: readonly Outcome[],
  planted: readonly Planted[],
  reaches: Reaches,
): CalibratedPlace[] {
  return comparisonsOf(unchanged).map((comparison): CalibratedPlace => {
    const place = placeOf(comparison)
    const rounds = roundsOf(pool, place)
    const called = (verdict: Verdict) => verdictShare(unchanged, place, verdict)
    const { gating, marginRatio } = comparison
    const found = {
      gating,
      marginRatio,
      slower: called('slower'),
      faster: called('faster'),
      same: called('same'),
      planted: planted
        .filter(({ scenario }) => scenario === place.scenario)
        .map(({ effectRatio, outcomes }) => ({
          effectRatio,
          found: verdictShare(outcomes, place, 'slower'),
        })),
      reach: (reaches.get(keyOf(place)) ?? []).slice(),
    }
    return Object.assign({}, place, found, rounds === undefined ? {} : { rounds })
  })
}

/** The comparisons of a session: which there are does not depend on the draw. */
const comparisonsOf = ([first]: readonly Outcome[]): readonly Comparison[] =>
  first?.comparisons ?? []

const gatingOf = (outcomes: readonly Outcome[]): readonly Comparison[] =>
  comparisonsOf(outcomes).filter(({ gating }) => gating)

export function verdictShare(outcomes: readonly Outcome[], place: Place, verdict: Verdict): Share {
  const key = keyOf(place)
  const isCalled = ({ comparisons }: Outcome) =>
    comparisons.some((each) => keyOf(each) === key && each.verdict === verdict)
  return { hits: outcomes.filter(isCalled).length, of: outcomes.length }
}

/** Of a metric that is read from the whole unit, those of another one of its scenario. */
function roundsOf(pool: Pool, { scenario }: Place): number | undefined {
  const byRound = pool[0]!.series.filter(
    (each) => each.scenario === scenario && each.granularity === 'round',
  )
  const units = byRound.flatMap(({ values }) => Object.values(values).flatMap(Object.values))
  const lengths = units.map((rounds: readonly number[]) => rounds.length)
  return lengths.length === 0 ? undefined : Math.max(...lengths)
}
