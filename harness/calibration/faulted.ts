// What a fault of the server did: how many sessions it turned red, and which metrics called it worse.
import type { Comparison } from '../judge/comparison.ts'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import type { Calibration, Moved } from './calibration.ts'
import { drawOutcomes, sessionsOf } from './drawn-outcomes.ts'
import type { Drawing } from './drawn-outcomes.ts'
import { faulty } from './draw.ts'
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
  sessions: readonly MeasuredSession[],
  drawing: Drawing,
): Calibration['faults'][number] {
  const [first] = sessions
  const { id, title, fault } = first!.experiment
  const outcomes = drawOutcomes(id, drawing.draws, sessions, faulty(sessions), drawing)
  const comparisons = outcomes[0]?.comparisons ?? []
  const moved = comparisons.map((comparison) => movedIn(first!, outcomes, comparison))
  return {
    id,
    title,
    ...(fault !== undefined && { fault }),
    units: unitsOf(sessions),
    ...sessionsOf(outcomes),
    moved: moved.filter(({ gating, found }) => gating || found.hits >= LEAST_SHARE * found.of),
  }
}

function movedIn(
  session: KeptSession,
  outcomes: readonly Outcome[],
  comparison: Comparison,
): Moved {
  const place = placeOf(comparison)
  const change = changeOf(session, keyOf(place))
  const found = verdictShare(outcomes, place, 'slower')
  return { ...place, gating: comparison.gating, found, ...(change !== undefined && { change }) }
}

export function unitsOf(sessions: readonly KeptSession[]): Calibration['units'] {
  const complete = sessions.reduce((sum, session) => sum + completeUnits(session).length, 0)
  const all = sessions.reduce((sum, { units }) => sum + units.length, 0)
  return { complete, voided: all - complete }
}

/** Faulty / unchanged over all units of the session. */
function changeOf(session: KeptSession, key: string): Moved['change'] {
  const series = session.series.find((each) => keyOf(each) === key)
  const rounds = series === undefined ? [] : logRatios(series)
  if (rounds.length < 2) return undefined
  const { value, low, high } = intervalOf(clusteredTrimmedMean(rounds), 0.95)
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) }
}

function logRatios({ values }: KeptSeries): number[][] {
  const faultyUnits = values[FAULTY] ?? {}
  return Object.entries(values[BASELINE] ?? {}).flatMap(([unit, baseline]) => {
    const slow = faultyUnits[unit]
    if (slow?.length !== baseline.length) return []
    const logs = slow.map((value, round) => Math.log(value / baseline[round]!))
    return logs.every(Number.isFinite) ? [logs] : []
  })
}
