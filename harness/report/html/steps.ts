// What the steps did: in words as everywhere, and as a table whose cells draw each share with its interval.
import type { AttributedRow, Attribution, StepPart } from '../attribution.ts'
import { describeRatio } from '../change.ts'
import { rowLabel } from '../rows.ts'
import { attributionParts, SHARES } from '../sections/attribution.ts'
import { queryPlansSection } from '../sections/query-plans.ts'
import { captionOf, ROWS_MAX, wholeOf } from '../shares-table.ts'
import { percent } from '../step-words.ts'
import type { ReportView } from '../view.ts'
import { renderBlocks, renderText, scrolling } from './blocks.ts'
import { shareCell } from './charts/share-cell.ts'
import { markup } from './markup.ts'
import type { Html } from './markup.ts'

export function stepsPart(view: ReportView): Html {
  return markup`${attributionPart(view)}${renderBlocks(queryPlansSection(view))}`
}

function attributionPart(view: ReportView): Html {
  const parts = attributionParts(view)
  if (parts === undefined) return markup``
  const { words, shares, rest } = parts
  const table = shares && sharesTable(shares)
  const folded =
    view.chain === undefined && table
      ? markup`<details class="fold"><summary>${SHARES}</summary>${table}</details> `
      : table
  return markup`${renderBlocks(words)}${folded}${renderBlocks(rest)}`
}

function sharesTable(found: Attribution): Html {
  const head = found.steps.map(({ to }) => markup`<th scope="col" class="right">→ ${to.label}</th>`)
  return scrolling(
    SHARES,
    markup`<table class="shares">
<caption>${captionOf(found)}</caption>
<thead>
<tr><th scope="col" class="left">Row</th><th scope="col" class="right">Whole change</th>${head}</tr>
</thead>
<tbody>
${found.rows.slice(0, ROWS_MAX).map(rowOf)}
</tbody>
</table>`,
  )
}

function rowOf(row: AttributedRow): Html {
  return markup`<tr>
<th scope="row" class="left">${renderText(rowLabel(row.row))}</th>
<td class="right">${renderText(wholeOf(row))}</td>
${row.parts.map((part) => markup`<td class="right">${cellOf(part, row)}</td>`)}
</tr> `
}

function cellOf(part: StepPart, { row }: AttributedRow): Html {
  const ratio = describeRatio(part.ratio.value, row.metricInfo)
  const marked = (text: string) => (part.isClear ? markup`<strong>${text}</strong>` : text)
  if (part.percent === undefined) return markup`–<br><small>${marked(ratio)}</small>`
  const { value, low, high } = part.percent
  const range = `[${percent(low)}, ${percent(high)}]`.replaceAll(' %', '')
  return markup`${shareCell(part.percent)}${marked(percent(value))} <small>${range}<br>${ratio}</small>`
}
