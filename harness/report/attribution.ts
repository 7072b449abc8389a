// Which step brought the change: the log change of the whole is the sum of the log changes of its steps, in every unit
// and so in their means (stats/step-shares.ts). The steps are those between the builds in the order of the session.
import { looksOf } from '../judge/at-looks.ts'
import { fillSettings } from '../judge/settings.ts'
import { falseDiscoveryAdjusted, nextThreshold } from '../stats/false-discovery.ts'
import { criticalT, reachedLooks } from '../stats/looks.ts'
import type { Range } from '../stats/ratio-of-means.ts'
import { shareOut } from '../stats/step-shares.ts'
import type { StepEffect, StepShares } from '../stats/step-shares.ts'
import { roundToHundred } from './round-to-hundred.ts'
import { headlineRows, isAt } from './rows.ts'
import type { Row } from './rows.ts'
import { lifeCycleRows } from './sections/life-cycle.ts'
import { seriesOf } from './series-of.ts'
import { stepChanges } from './step-changes.ts'
import type { Step } from './steps.ts'
import { stepsOf } from './steps.ts'
import { comparisonAt, shownTargets } from './view.ts'
import type { ReportView } from './view.ts'

/** What one step did to one row. */
export interface StepPart {
  /** `to` divided by `from`, with the interval of this step by itself. */
  readonly ratio: Range
  /** Of the log of the whole change, 1 being all of it; undefined without a clear whole. */
  readonly share: Range | undefined
  /** The same in per cent, in whole numbers that add to 100, negative where it worked against it. */
  readonly percent: Range | undefined
  /** Whether it changed the row at all: of all that are called so, at most 5 % are expected to be none. */
  readonly isClear: boolean
  /** Clear, and larger than the row's margin: what is told in words. */
  readonly isTold: boolean
  /** The smallest further change by a step of this row that would have been clear, as a ratio above 1 minus 1. */
  readonly detectableRatio: number
}

export interface AttributedRow {
  readonly row: Row
  /** Head divided by base: the geometric mean over units, which is what the shares are of. */
  readonly total: Range
  /** Whether shares exist: the interval of the whole excludes "no change". */
  readonly isShared: boolean
  /** In the order of the steps. */
  readonly parts: readonly StepPart[]
}

export interface Attribution {
  readonly steps: readonly Step[]
  /** Changed as a whole, or by some step that another made up for; in the order of the tables. */
  readonly rows: readonly AttributedRow[]
  /** Rows that neither changed as a whole nor clearly by any step. */
  readonly unchanged: readonly AttributedRow[]
  /** Rows that are not shared out because some build is not judged there, with its label. */
  readonly withheld: readonly { readonly row: Row; readonly label: string }[]
  /** What each interval by itself claims to cover, such as 0.95. */
  readonly confidence: number
}

export function attribute(view: ReportView): Attribution {
  const level = levelOf(view)
  const all = [...headlineRows(view.session, view.comparisons), ...lifeCycleRows(view)]
  const withheld = all.flatMap((row) => withheldAt(view, row))
  const judged = all.filter((row) => withheld.every((each) => each.row !== row))
  const shared = judged.flatMap((row) => shareRow(view, row, level))
  const pValues = shared.flatMap(({ shares }) => shares.steps.map(({ p }) => p))
  const family = falseDiscoveryAdjusted(pValues)
  const steps = stepsOf(view)
  const rows = shared.map(({ row, shares }, index) => {
    const adjusted = family.slice(index * steps.length, (index + 1) * steps.length)
    return describeRow(view, { row, shares }, adjusted, {
      ofFamily: level,
      ofNext: nextThreshold(family, level),
    })
  })
  const isTelling = (one: AttributedRow) =>
    isChanged(view, one.row) || one.parts.some(({ isTold }) => isTold)
  return {
    steps,
    rows: rows.filter(isTelling),
    unchanged: rows.filter((one) => !isTelling(one)),
    withheld,
    confidence: 1 - level,
  }
}

/** Of the last look that was read: several looks share the risk, and so do the shares read at them. */
function levelOf({ session, completeUnits }: ReportView): number {
  const settings = fillSettings(session, {})
  const risk = 1 - settings.confidence
  const looks = reachedLooks(looksOf(session, settings), completeUnits, true, risk)
  return looks.at(-1)?.level ?? risk
}

function isChanged(view: ReportView, row: Row): boolean {
  const verdict = comparisonAt(view, view.candidate.label, row)?.verdict
  return verdict === 'faster' || verdict === 'slower'
}

/** A build that answers otherwise, or fails, has no speed that a step could have brought. */
function withheldAt(view: ReportView, row: Row): Attribution['withheld'] {
  const judged = [...view.between, view.candidate]
  const found = judged.find(({ label }) => comparisonAt(view, label, row)?.verdict === 'invalid')
  return found === undefined ? [] : [{ row, label: found.label }]
}

interface SharedRow {
  readonly row: Row
  readonly shares: StepShares
}

/** None where fewer than two units hold all builds. */
function shareRow(view: ReportView, row: Row, level: number): readonly SharedRow[] {
  const series = seriesOf(view.session).find((each) =>
    isAt({ ...each, metric: each.metric.id }, row),
  )
  if (series === undefined) return []
  const changes = stepChanges(
    series,
    shownTargets(view).map(({ label }) => label),
  )
  return changes.length < 2 ? [] : [{ row, shares: shareOut(changes, level) }]
}

/** `adjusted` are p-values of the steps here, for all steps of all rows; a step is clear where they do not exceed the level. */
function describeRow(
  view: ReportView,
  { row, shares: { total, steps, units } }: SharedRow,
  adjusted: readonly number[],
  level: { readonly ofFamily: number; readonly ofNext: number },
): AttributedRow {
  const margin = Math.log1p(comparisonAt(view, view.candidate.label, row)?.marginRatio ?? 0)
  const percents = wholePercents(steps)
  const widening = criticalT(level.ofNext, units)
  const parts = steps.map((step, index): StepPart => {
    const isClear = adjusted[index]! <= level.ofFamily
    return {
      ratio: mapRange(step, Math.exp),
      share: step.share,
      percent: percents?.[index],
      isClear,
      isTold: isClear && Math.abs(step.value) > margin,
      detectableRatio: Math.expm1(widening * step.standardError),
    }
  })
  return { row, total: mapRange(total, Math.exp), isShared: percents !== undefined, parts }
}

/** Whole numbers that add to 100; the ends of intervals are rounded outwards, so that they hold them. */
function wholePercents(steps: readonly StepEffect[]): readonly Range[] | undefined {
  const shares = steps.flatMap(({ share }) => share ?? [])
  if (shares.length < steps.length) return undefined
  const values = roundToHundred(shares.map(({ value }) => value * 100))
  return shares.map(({ low, high }, index) => ({
    value: values[index]!,
    low: Math.floor(low * 100 + ROUNDING),
    high: Math.ceil(high * 100 - ROUNDING),
  }))
}

/** A share of all, [1, 1], is not [99, 101] for the last bit of a double. */
const ROUNDING = 1e-9

function mapRange({ value, low, high }: Range, map: (each: number) => number): Range {
  return { value: map(value), low: map(low), high: map(high) }
}
