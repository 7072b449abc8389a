// The change of one metric as dots: what was compared round by round, and what the verdict made of it.
import type { Comparison } from '../../judge/comparison.ts'
import { logRatios } from '../../judge/compare.ts'
import { describeVerdict } from '../../judge/describe.ts'
import type { MetricSeries } from '../../metrics/series.ts'
import { completeUnits } from '../../metrics/usable-units.ts'
import type { ReportView } from '../view.ts'
import type { Build } from './builds.ts'
import { ratioDots } from './charts/ratio-dots.ts'
import type { BuildRatios } from './charts/ratio-dots.ts'
import { markup } from './markup.ts'
import type { Child } from './markup.ts'

export interface ScenarioContext {
  readonly view: ReportView
  readonly builds: readonly Build[]
  readonly series: readonly MetricSeries[]
}

/** Undefined where nothing was compared. `name` says whose metric it is, where that is not plain. */
export function dotsFigure(
  { view, builds, series }: ScenarioContext,
  comparison: Comparison,
  name: string,
): Child {
  const { scenario, load, metric } = comparison
  const found = series.find(
    (one) => one.scenario === scenario && one.load === load && one.metric.id === metric,
  )
  if (found === undefined) return undefined
  const ratios = builds
    .filter(({ role }) => role === 'candidate' || role === 'control')
    .map((build): BuildRatios => ({
      build,
      units: logRatios(found, view.baseline.label, build.label),
    }))
    .filter(({ units }) => units.size > 0)
  if (ratios[0]?.build.role !== 'candidate') return undefined
  const rounds = ratios.flatMap(({ units }) => [...units.values()].map((one) => one.length))
  const what = Math.max(...rounds) > 1 ? 'One dot per round' : 'One dot per unit'
  const later = laterUnits(view, comparison)
  return ratioDots(
    markup`<h4>Change of ${found.metric.label}${name}</h4>
<p>The ${found.metric.label} ${describeVerdict(comparison)} ${what}${later.size > 0 && '; faint ones came after the verdict'}.</p>`,
    { comparison, metric: found.metric, all: ratios, later },
  )
}

/** A verdict once reached stays: complete units after its look do not count for it. */
function laterUnits({ session }: ReportView, { look }: Comparison): ReadonlySet<number> {
  return new Set(
    completeUnits(session)
      .slice(look ?? Infinity)
      .map(({ index }) => index),
  )
}
