// Where a bisection stands, from its record alone: what to do next, and at which risk.
import { riskOfEnds, riskOfStep } from './error-budget.ts'
import type { History } from './history.ts'
import type { BisectRecord } from './record.ts'
import { nextStep } from './search.ts'
import type { Next } from './search.ts'

export type Stage =
  | { readonly kind: 'ends'; readonly risk: number }
  /** Head is not different enough from base, or nobody can tell: there is nothing to search for. */
  | { readonly kind: 'nothing-to-find' }
  | { readonly kind: 'step'; readonly next: Extract<Next, { kind: 'try' }>; readonly risk: number }
  | { readonly kind: 'named'; readonly next: Exclude<Next, { kind: 'try' }> }

export function stageOf(record: BisectRecord, history: History): Stage {
  const { asked, ends, tried, setAside = [] } = record
  if (ends === undefined)
    return { kind: 'ends', risk: riskOfEnds(history.length, asked.errorLevel) }
  if (ends.verdict !== asked.subject.find) return { kind: 'nothing-to-find' }
  const next = nextStep(history, new Map(tried.map(({ commit, answer }) => [commit, answer])))
  if (next.kind !== 'try') return { kind: 'named', next }
  const spent = [...setAside, ...tried].reduce((sum, { risk }) => sum + risk, ends.risk)
  return { kind: 'step', next, risk: riskOfStep(next, asked.errorLevel - spent) }
}
