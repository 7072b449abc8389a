// Verdicts are read at the planned looks, from the session as it stood then: a verdict once reached stays. That makes
// the judgement of a finished session the same as what was known while it ran, whoever recomputes it.
import { readSeries } from '../metrics/series.ts'
import type { ReadSeries } from '../metrics/series.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session } from '../results/schema.ts'
import { planLooks, reachedLooks } from '../stats/looks.ts'
import type { Look } from '../stats/looks.ts'
import { compareAll } from './compare-all.ts'
import type { Comparison } from './comparison.ts'
import { controlsOf, underControl } from './control.ts'
import { controlP, familyP } from './family.ts'
import type { JudgeSettings } from './settings.ts'

export interface AtLooks {
  readonly comparisons: readonly Comparison[]
  /** How surprising the control is at the last look, if it truly equals the baseline; 1 without a control. */
  readonly controlP: number
}

/** Looks of the session; a file without a plan has one, at the end. */
export function looksOf({ header }: Session, settings: JudgeSettings): Look[] {
  const looks = header.looks ?? [Math.max(2, header.unitsPlanned)]
  return planLooks(looks, 1 - settings.confidence)
}

/** `hasEnded` spends what risk is left on the units beyond the last look, as no further one will come. */
export function judgeAtLooks(
  session: Session,
  settings: JudgeSettings,
  hasEnded: boolean,
  read: ReadSeries = readSeries,
): AtLooks {
  const looks = looksOf(session, settings)
  const risk = 1 - settings.confidence
  const reached = reachedLooks(looks, completeUnits(session).length, hasEnded, risk)
  const nothing = { units: 0, level: risk, share: 1 }
  const [first, ...rest] = reached.length === 0 ? [nothing] : reached
  return rest.reduce(
    (before, look) => follow(before, judgeAt(session, settings, look, read)),
    judgeAt(session, settings, first!, read),
  )
}

function judgeAt(session: Session, settings: JudgeSettings, look: Look, read: ReadSeries): AtLooks {
  const controls = controlsOf(session.header)
  const compared = compareAll(cutAt(session, look.units), settings, 1 - look.level, read)
  const alarms = familyP(compared, controls, settings.alarmLevel * look.share)
  const comparisons = underControl(compared, controls).map(({ comparison }, index) =>
    atLook(comparison, look, alarms.get(compared[index]!.comparison)),
  )
  return { comparisons, controlP: controlP(compared, controls, settings.controlLevel) }
}

/** Every look may spend only its share of the risk, so its p-values count for as much more. */
function atLook(comparison: Comparison, look: Look, p: number | undefined): Comparison {
  const alarmP = p === undefined ? undefined : Math.min(1, p / look.share)
  return { ...comparison, alarmP, look: look.units }
}

/** The session as it stood with so many complete units. */
function cutAt(session: Session, units: number): Session {
  const last = completeUnits(session)[units - 1]
  if (last === undefined) return session
  return { ...session, units: session.units.filter(({ index }) => index <= last.index) }
}

/** A later look adds verdicts and confirms alarms; it takes nothing back but what turned out to be invalid. */
function follow(before: AtLooks, now: AtLooks): AtLooks {
  const known = new Map(before.comparisons.map((comparison) => [placeOf(comparison), comparison]))
  const comparisons = now.comparisons.map((comparison) => {
    const earlier = known.get(placeOf(comparison))
    if (earlier === undefined || comparison.verdict === 'invalid') return comparison
    const alarmP = Math.min(earlier.alarmP ?? 1, comparison.alarmP ?? 1)
    const standing = isDecided(earlier) ? earlier : comparison
    return { ...standing, alarmP: comparison.gating ? alarmP : undefined }
  })
  return { comparisons, controlP: now.controlP }
}

export function isDecided({ verdict }: Comparison): boolean {
  return verdict === 'slower' || verdict === 'faster' || verdict === 'same'
}

function placeOf({ scenario, load, metric, candidate }: Comparison): string {
  return JSON.stringify([scenario, load, metric, candidate])
}
