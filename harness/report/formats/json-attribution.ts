// What every step of a chain did, as data: shares exact, where reports round them.
import type { Range } from '../../stats/ratio-of-means.ts'
import { attribute } from '../attribution.ts'
import type { AttributedRow } from '../attribution.ts'
import { createView } from '../view.ts'
import type { FormatInput } from './format.ts'
import type { JudgementDocument } from './judgement-schema.ts'

type AttributionDocument = NonNullable<JudgementDocument['attribution']>

/** Undefined for a session that measured no chain. */
export function attributionOf({
  session,
  judgement,
}: FormatInput): AttributionDocument | undefined {
  const head = session.header.chain?.targets.at(-1)
  if (head === undefined) return undefined
  const found = attribute(createView(session, judgement, head, ''))
  return {
    confidence: found.confidence,
    steps: found.steps.map(({ from, to }) => ({ from: from.label, to: to.label })),
    rows: [...found.rows, ...found.unchanged].map(rowOf),
    withheld: found.withheld.map(({ row: { scenario, load, metric }, label: target }) => {
      return { scenario, load, metric, target }
    }),
  }
}

function rowOf({ row, total, parts }: AttributedRow): AttributionDocument['rows'][number] {
  const { scenario, load, metric } = row
  return {
    scenario,
    load,
    metric,
    total: rangeOf(total),
    steps: parts.map(({ ratio, share, isClear }) => ({
      change: rangeOf(ratio),
      share: share && rangeOf(share),
      isClear,
    })),
  }
}

/** JSON has no infinity: it would write null. */
function rangeOf({ value, low, high }: Range) {
  const end = (each: number) => (Number.isFinite(each) ? each : undefined)
  return { value, low: end(low), high: end(high) }
}
