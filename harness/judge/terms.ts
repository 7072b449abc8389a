// By which margin a place is judged, and whether it may turn the session red: the catalogue's word, unless the rules
// of the gate have another.
import type { Metric } from '../metrics/metric.ts'
import { lastMatching, matchesPlace } from './places.ts'
import type { Place } from './places.ts'
import type { JudgeSettings } from './settings.ts'

export interface Terms {
  readonly marginRatio: number
  readonly gating: boolean
}

export function termsOf(
  place: Place,
  metric: Metric,
  isPinned: boolean,
  settings: JudgeSettings,
): Terms {
  const rules = settings.margins.filter((rule) => matchesPlace(rule, place))
  const margin = rules.findLast(({ marginRatio }) => marginRatio !== undefined)
  const wish = rules.findLast(({ gating }) => gating !== undefined)
  return {
    marginRatio: margin?.marginRatio ?? settings.marginRatios[metric.id] ?? metric.marginRatio,
    gating: mustBeSame(place, settings) || (wish?.gating ?? mayGate(metric, isPinned)),
  }
}

/** What must not change may turn the session red, so it counts among all that may. */
export function mustBeSame(place: Place, settings: Pick<JudgeSettings, 'mustBeSame'>): boolean {
  return lastMatching(settings.mustBeSame, place) !== undefined
}

function mayGate({ gating }: Metric, isPinned: boolean): boolean {
  return gating === 'pinned' ? isPinned : gating
}
