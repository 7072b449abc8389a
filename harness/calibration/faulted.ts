// What a fault of the server did: how many sessions it turned red, and which metrics called it worse.
import type { Comparison } from '../judge/comparison.ts'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import type { Calibration, Moved } from './calibration.ts'
import { drawOutcomes, sessionsOf } from './drawn-outcomes.ts'
import type { Drawing } from './drawn-outcomes.ts'
import { faulty } from './draw.ts'
import type { Pool } from './draw.ts'
import type { Outcome } from './judge-drawn.ts'
import { completeUnits } from './kept-session.ts'
import type { KeptSeries, KeptSession } from './kept-session.ts'
import { BASELINE, FAULTY } from './labels.ts'
import type { MeasuredSession } from './measured-session.ts'
import { keyOf, placeOf } from './place-key.ts'
import { verdictShare } from './places.ts'

/** Of metrics that only inform those are told that call it worse in at least one session of twenty. */
const LEAST_SHARE = 0.05

export function judgeFault(
  { id, title, fault }: MeasuredSession['experiment'],
  pool: Pool,
  drawing: Drawing,
): Calibration['faults'][number] {
  const outcomes = drawOutcomes(id, drawing.draws, pool, faulty(pool), drawing)
  const comparisons = outcomes[0]?.comparisons ?? []
  const moved = comparisons.map((comparison) => movedIn(pool, outcomes, comparison))
  return {
    id,
    title,
    ...(fault !== undefined && { fault }),
    units: unitsOf(pool),
    ...sessionsOf(outcomes),
    moved: moved.filter(({ gating, found }) => gating || found.hits >= LEAST_SHARE * found.of),
  }
}

function movedIn(pool: Pool, outcomes: readonly Outcome[], comparison: Comparison): Moved {
  const place = placeOf(comparison)
  const change = changeOf(pool, keyOf(place))
  const found = verdictShare(outcomes, place, 'slower')
  return { ...place, gating: comparison.gating, found, ...(change !== undefined && { change }) }
}

export function unitsOf(sessions: readonly KeptSession[]): Calibration['units'] {
  const complete = sessions.reduce((sum, session) => sum + completeUnits(session).length, 0)
  const all = sessions.reduce((sum, { units }) => sum + units.length, 0)
  return { complete, voided: all - complete }
}

/** Faulty / unchanged over all units that sessions are drawn from. */
function changeOf(pool: Pool, key: string): Moved['change'] {
  const rounds = pool.flatMap((session) => {
    const series = session.series.find((each) => keyOf(each) === key)
    return series === undefined ? [] : logRatios(series, completeUnits(session))
  })
  if (rounds.length < 2) return undefined
  const { value, low, high } = intervalOf(clusteredTrimmedMean(rounds), 0.95)
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) }
}

function logRatios({ values }: KeptSeries, units: readonly number[]): number[][] {
  return units.flatMap((unit) => {
    const [baseline, slow] = [values[BASELINE]?.[unit], values[FAULTY]?.[unit]]
    if (baseline === undefined || slow?.length !== baseline.length) return []
    const logs = slow.map((value, round) => Math.log(value / baseline[round]!))
    return logs.every(Number.isFinite) ? [logs] : []
  })
}
