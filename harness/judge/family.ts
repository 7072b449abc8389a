// The alarm side: how surprising the gating metrics of a candidate are all together, were there no difference at all.
// Simulated against Holm on p-values shifted by the margin it confirms +8 % of one p50 among 45 metrics in 45 % of
// sessions of 6 units instead of 4 %; the margin itself is kept by the verdict, which needs the whole interval.
import { acrossFamilies, holmAdjusted, twoSidedP } from '../stats/alarm.ts'
import { maxTAdjusted } from '../stats/max-t.ts'
import type { Sides } from '../stats/max-t.ts'
import type { Compared } from './compare.ts'
import type { Comparison } from './comparison.ts'

/** Adjusted for all gating metrics of its candidate and then for all candidates; `level` decides by it later. */
export function familyP(
  compared: readonly Compared[],
  controls: ReadonlySet<string>,
  level: number,
): ReadonlyMap<Comparison, number> {
  const gating = compared.filter(
    ({ comparison, evidence }) =>
      comparison.gating && evidence !== undefined && !controls.has(comparison.candidate),
  )
  const families = [...Map.groupBy(gating, ({ comparison }) => comparison.candidate).values()]
  const within = families.map((family) => adjusted(family, 'above', level / families.length))
  const across = acrossFamilies(within)
  return new Map(
    families.flatMap((family, index) =>
      family.map(({ comparison }, metric) => [comparison, across[index]![metric]!] as const),
    ),
  )
}

/** The smallest p-value of "the control equals the baseline" over its gating metrics, in either direction. */
export function controlP(
  compared: readonly Compared[],
  controls: ReadonlySet<string>,
  level: number,
): number {
  const family = compared.filter(
    ({ comparison, evidence }) =>
      comparison.gating && evidence !== undefined && controls.has(comparison.candidate),
  )
  return Math.min(1, ...adjusted(family, 'both', level))
}

/** Flipped signs of few units cannot reach a small level: then Holm on Student's t, which knows no correlation. */
function adjusted(family: readonly Compared[], sides: Sides, level: number): number[] {
  const units = [...new Set(family.flatMap(({ evidence }) => [...evidence!.unitValues.keys()]))]
  // A metric can reach no less than its own units allow, and those of a joined session have not all the same.
  const fewest = Math.min(...family.map(({ evidence }) => evidence!.unitValues.size))
  const smallest = (sides === 'both' ? 2 : 1) / 2 ** fewest
  if (smallest > level) return holmAdjusted(family.map(({ evidence }) => tP(evidence!.fit, sides)))
  const values = family.map(({ evidence }) =>
    units.map((unit) => evidence!.unitValues.get(unit) ?? Number.NaN),
  )
  return maxTAdjusted(values, sides)
}

function tP(fit: Parameters<typeof twoSidedP>[0], sides: Sides): number {
  return sides === 'above' && fit.centre < 0 ? 1 : twoSidedP(fit)
}
