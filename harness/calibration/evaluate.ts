// From measured sessions to rates: draws, judges and counts.
import { LOOK_PROFILES } from '../stats/looks.ts'
import type { LookProfile } from '../stats/looks.ts'
import { UsageError } from '../core/errors.ts'
import type { JudgeSettings } from '../judge/settings.ts'
import { median } from '../stats/quantile.ts'
import type { Calibration } from './calibration.ts'
import { drawOutcomes, sessionsOf } from './drawn-outcomes.ts'
import type { Drawing } from './drawn-outcomes.ts'
import { asMeasured, unchanged as unchangedUnits } from './draw.ts'
import type { Pool } from './draw.ts'
import { judgeFault, unitsOf } from './faulted.ts'
import { judgeDrawn } from './judge-drawn.ts'
import type { MeasuredSession } from './measured-session.ts'
import { calibratePlaces, plantedSessions, plantEffects } from './places.ts'
import { poolOf } from './pool.ts'
import { reachOf } from './reach.ts'
import { looksToReach } from './reach-looks.ts'

export interface EvaluateOptions {
  readonly profile: LookProfile
  /** Drawn sessions of each kind. */
  readonly draws: number
  readonly settings: Partial<JudgeSettings>
  /** What is being counted, for people who wait. */
  readonly onStep: (text: string) => void
}

/** Everything but what it was measured on and with. */
export type Rates = Pick<
  Calibration,
  'units' | 'unitMs' | 'onceMs' | 'unchanged' | 'places' | 'planted' | 'faults' | 'answers' | 'real'
>

/** Throws when nothing was measured of unchanged builds, on which everything rests. */
export function evaluate(all: readonly MeasuredSession[], options: EvaluateOptions): Rates {
  const { draws, settings, onStep } = options
  const looks = LOOK_PROFILES[options.profile]
  const drawing: Drawing = { looks, draws, settings }
  const pool = poolOf(all.filter(({ experiment }) => experiment.fault === undefined))
  if (pool.length === 0)
    throw new UsageError(
      'Expected a long session of unchanged builds to draw from, found none. Measure it first.',
    )
  onStep(`Judging ${draws} sessions of unchanged builds`)
  const outcomes = drawOutcomes('unchanged', draws, pool, unchangedUnits(pool), drawing)
  onStep(`Looking for the smallest changes found in ${draws} sessions`)
  const times = timesOf(pool)
  const reaches = reachOf(pool, looksToReach(times), draws, settings)
  const planted = plantEffects(pool, outcomes, drawing, (scenario, effect) =>
    onStep(`Planting +${Math.round(effect * 100)} % into ${scenario}`),
  )
  return {
    units: unitsOf(pool),
    ...times,
    unchanged: sessionsOf(outcomes),
    places: calibratePlaces(pool, outcomes, planted, reaches),
    planted: plantedSessions(planted),
    faults: faultsOf(all, drawing, onStep),
    answers: all.flatMap(({ experiment, answers }) =>
      answers === undefined ? [] : [Object.assign({}, experiment, answers)],
    ),
    real: realOf(all, drawing),
  }
}

function timesOf(pool: Pool): Pick<Calibration, 'unitMs' | 'onceMs'> {
  const complete = pool.flatMap(({ units }) => units.filter(({ state }) => state === 'complete'))
  const unitMs = median(complete.flatMap(({ durationMs }) => durationMs ?? []))
  const onceMs = median(pool.flatMap((session) => session.onceMs ?? []))
  return { ...(unitMs !== undefined && { unitMs }), ...(onceMs !== undefined && { onceMs }) }
}

function faultsOf(
  all: readonly MeasuredSession[],
  drawing: Drawing,
  onStep: EvaluateOptions['onStep'],
): Calibration['faults'] {
  const faults = all.filter(({ experiment }) => experiment.fault !== undefined)
  return [...Map.groupBy(faults, ({ experiment }) => experiment.id).values()].flatMap(
    (sessions) => {
      const pool = poolOf(sessions)
      if (pool.length === 0) return []
      const { experiment } = sessions[0]!
      onStep(`Judging ${drawing.draws} sessions with ${experiment.fault}`)
      return judgeFault(experiment, pool, drawing)
    },
  )
}

/** At their own looks, or at those of the profile whose number of units they have. */
function realOf(all: readonly MeasuredSession[], { looks, settings }: Drawing) {
  const real = all.filter(({ kind, answers }) => kind === 'session' && answers === undefined)
  return [...Map.groupBy(real, ({ experiment }) => experiment.id).values()].map((sessions) => {
    const outcomes = sessions.map((session) =>
      judgeDrawn(asMeasured(session), session.header.looks ?? looks, settings),
    )
    return Object.assign({}, sessions[0]!.experiment, sessionsOf(outcomes))
  })
}
