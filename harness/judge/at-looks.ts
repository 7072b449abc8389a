// Verdicts are read at the planned looks, from the session as it stood then: a verdict once reached stays. That makes
// the judgement of a finished session the same as what was known while it ran, whoever recomputes it.
import { readSeries } from '../metrics/series.ts'
import type { ReadSeries } from '../metrics/series.ts'
import { completeUnits } from '../metrics/usable-units.ts'
import type { Session } from '../results/schema.ts'
import { planLooks, reachedLooks } from '../stats/looks.ts'
import type { Look } from '../stats/looks.ts'
import { acrossShards } from './across-shards.ts'
import type { BudgetResult } from './budget.ts'
import { judgeBudgets } from './budgets.ts'
import { compareAll } from './compare-all.ts'
import type { Comparison } from './comparison.ts'
import { controlsOf, underControl } from './control.ts'
import { controlP, familyP } from './family.ts'
import { alarmLevels } from './settings.ts'
import type { JudgeSettings } from './settings.ts'

export interface AtLooks {
  readonly comparisons: readonly Comparison[]
  readonly budgets: readonly BudgetResult[]
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
  const cut = cutAt(session, look.units)
  const compared = compareAll(cut, settings, 1 - look.level, read)
  const alarms = familyP(compared, controls, alarmLevels(settings).comparisons * look.share)
  const doubted = acrossShards(underControl(compared, controls), session)
  const comparisons = doubted.map(({ comparison }, index) =>
    atLook(comparison, look, alarms.get(compared[index]!.comparison)),
  )
  const budgets = judgeBudgets(cut, settings, 1 - look.level, read).map((budget) =>
    atLook(budget, look, budget.alarmP),
  )
  return { comparisons, budgets, controlP: controlP(compared, controls, settings.controlLevel) }
}

/** Every look may spend only its share of the risk, so its p-values count for as much more. */
function atLook<Judged extends Comparison | BudgetResult>(
  judged: Judged,
  look: Look,
  p: number | undefined,
): Judged {
  const alarmP = p === undefined ? undefined : Math.min(1, p / look.share)
  return { ...judged, alarmP, look: look.units }
}

/** The session as it stood with so many complete units. */
export function cutAt(session: Session, units: number): Session {
  const last = completeUnits(session)[units - 1]
  if (last === undefined) return session
  return { ...session, units: session.units.filter(({ index }) => index <= last.index) }
}

/** A later look adds verdicts and confirms alarms; it takes nothing back but what turned out to be invalid. */
function follow(before: AtLooks, now: AtLooks): AtLooks {
  const known = new Map(before.comparisons.map((comparison) => [placeOf(comparison), comparison]))
  const comparisons = now.comparisons.map((comparison) => {
    const standing = standingOf(known.get(placeOf(comparison)), comparison)
    return comparison.gating ? standing : { ...standing, alarmP: undefined }
  })
  const budgets = now.budgets.map((budget, index) => standingOf(before.budgets[index], budget))
  return { comparisons, budgets, controlP: now.controlP }
}

function standingOf<Judged extends Comparison | BudgetResult>(
  earlier: Judged | undefined,
  now: Judged,
): Judged {
  if (earlier === undefined || now.verdict === 'invalid') return now
  const alarmP = Math.min(earlier.alarmP ?? 1, now.alarmP ?? 1)
  return { ...(isDecided(earlier) ? earlier : now), alarmP }
}

export function isDecided({ verdict }: Comparison | BudgetResult): boolean {
  return verdict !== 'unclear' && verdict !== 'invalid'
}

function placeOf({ scenario, load, metric, candidate }: Comparison): string {
  return JSON.stringify([scenario, load, metric, candidate])
}
