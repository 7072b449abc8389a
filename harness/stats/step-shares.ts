// How much of a whole change each step of a chain brought. With y_ki the logarithm of what unit k measured of build i:
//
//   d_ki = y_ki − y_k(i−1)      what step i did in unit k
//   D_i  = mean over units of d_ki,   T = Σ D_i = mean over units of (y_kn − y_k0)
//   share of step i = D_i / T
//
// Means, because they add: the steps of a unit add up to its whole change, so their means add up to the mean of the
// whole, and the shares to 1. Trimmed means, medians and Hodges–Lehmann do not. Units are what is replicated; the steps
// of one unit depend on each other (what build i has by luck raises step i and lowers step i + 1), which the
// interval of a share has to know: it is Fieller's, of means that vary together.
import { twoSidedP } from './alarm.ts'
import type { Fit } from './clustered-trimmed.ts'
import { criticalT } from './looks.ts'
import { mean } from './quantile.ts'
import { covarianceOfMeans, ratioOfMeans } from './ratio-of-means.ts'
import type { Range } from './ratio-of-means.ts'

/** On the log scale. */
export interface StepEffect extends Range {
  readonly standardError: number
  /** Two-sided, of "this step changed nothing"; not adjusted for other steps. */
  readonly p: number
  /** Of the whole change, 1 being all of it; undefined where the whole change is not clearly different from zero. */
  readonly share: Range | undefined
}

export interface StepShares {
  readonly units: number
  /** On the log scale. */
  readonly total: Range
  /** In the order of the steps. Their values add up to that of the total, and those of their shares to 1. */
  readonly steps: readonly StepEffect[]
}

/** `units[k][i]` is the log change by step i in unit k; `level` the risk of each interval by itself. */
export function shareOut(units: readonly (readonly number[])[], level: number): StepShares {
  const count = units[0]?.length ?? 0
  if (units.length < 2 || count === 0 || units.some((unit) => unit.length !== count))
    throw new RangeError(
      `Expected at least 2 units with equally many steps, got ${units.length} units of ${units.map((unit) => unit.length).join(', ')} steps.`,
    )
  const whole = units.map((unit) => unit.reduce((sum, step) => sum + step, 0))
  const steps = Array.from({ length: count }, (_, step) => units.map((unit) => unit[step]!))
  const critical = criticalT(level, units.length)
  return {
    units: units.length,
    total: intervalOf(fitOf(whole), critical),
    steps: steps.map((values) => effectOf(values, whole, critical)),
  }
}

function effectOf(
  values: readonly number[],
  whole: readonly number[],
  critical: number,
): StepEffect {
  const fit = fitOf(values)
  return {
    ...intervalOf(fit, critical),
    standardError: fit.standardError,
    p: twoSidedP(fit),
    share: ratioOfMeans(values, whole, critical),
  }
}

/** Student's t of the values of units. */
function fitOf(values: readonly number[]): Fit {
  const standardError = Math.sqrt(Math.max(0, covarianceOfMeans(values, values)))
  return { centre: mean(values), standardError, units: values.length }
}

function intervalOf({ centre, standardError }: Fit, critical: number): Range {
  const halfWidth = critical * standardError
  return { value: centre, low: centre - halfWidth, high: centre + halfWidth }
}
