// Whether measuring more units can still decide something: asked by the session after every unit. Pure.
import { readSeries } from '../metrics/series.ts'
import type { ReadSeries } from '../metrics/series.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session } from '../results/schema.ts'
import { criticalT } from '../stats/looks.ts'
import type { Look } from '../stats/looks.ts'
import { judgeAtLooks, looksOf } from './at-looks.ts'
import type { Comparison } from './comparison.ts'
import { controlsOf } from './control.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import type { JudgeSettings } from './settings.ts'

export interface Decision {
  /** Complete units of the last look that was reached, of the next one and of the last planned one. */
  readonly look: number | undefined
  readonly next: number | undefined
  readonly most: number
  /** Gating comparisons at the last look, without the control's; none before the first look. */
  readonly gating: readonly Comparison[]
  /** Those among them without a verdict, or `slower` but not confirmed. */
  readonly undecided: readonly Comparison[]
  readonly shouldContinue: boolean
  /** One sentence for people. */
  readonly reason: string
}

export function decide(
  session: Session,
  settings: Partial<JudgeSettings> = {},
  read: ReadSeries = readSeries,
): Decision {
  const filled = { ...DEFAULT_SETTINGS, ...settings }
  const looks = looksOf(session, filled)
  const units = completeUnits(session).length
  const last = looks.at(-1)!
  const look = looks.findLast((each) => each.units <= units)
  const next = looks.find((each) => each.units > units)
  const gating = look === undefined ? [] : gatingOf(session, filled, read)
  const undecided = gating.filter((comparison) => isOpen(comparison, filled))
  const decision = (shouldContinue: boolean, reason: string): Decision => ({
    look: look?.units,
    next: next?.units,
    most: last.units,
    gating,
    undecided,
    shouldContinue,
    reason,
  })
  if (look === undefined) return decision(true, `The first look is at ${next!.units} units.`)
  if (undecided.length === 0) return decision(false, 'Every gating metric is decided.')
  if (next === undefined) return decision(false, `All ${last.units} planned units are measured.`)
  const open = `${undecided.length} gating metrics are undecided`
  const isAtLook = look.units === units
  if (isAtLook && !undecided.some((comparison) => mayBeDecided(comparison, look, last)))
    return decision(false, `${open}, and ${last.units} units could not decide them at this noise.`)
  return decision(true, `${open}; the next look is at ${next.units} units.`)
}

function gatingOf(
  session: Session,
  settings: JudgeSettings,
  read: ReadSeries,
): readonly Comparison[] {
  const controls = controlsOf(session.header)
  return judgeAtLooks(session, settings, false, read).comparisons.filter(
    ({ gating, candidate }) => gating && !controls.has(candidate),
  )
}

function isOpen({ verdict, alarmP }: Comparison, { alarmLevel }: JudgeSettings): boolean {
  return verdict === 'unclear' || (verdict === 'slower' && (alarmP ?? 1) > alarmLevel)
}

/**
 * Whether the interval that the most units would leave fits inside the margin, or beyond it, around some centre within
 * one standard error of the present one. Metrics that are slower but not confirmed, or not yet measured, may be.
 */
export function mayBeDecided(
  { change, verdict, marginRatio }: Comparison,
  look: Look,
  last: Look,
): boolean {
  if (change === undefined || verdict === 'slower') return true
  const halfWidth = Math.log(change.high / change.low) / 2
  const standardError = halfWidth / criticalT(look.level, change.units)
  const units = change.units + last.units - look.units
  const finalHalfWidth =
    standardError * Math.sqrt(change.units / units) * criticalT(last.level, units)
  const centre = Math.abs(Math.log(change.value))
  const limit = Math.log1p(marginRatio)
  const nearest = Math.max(0, centre - standardError)
  return nearest + finalHalfWidth < limit || centre + standardError - finalHalfWidth > limit
}
