// What each step between the builds brought: first in words, then as shares of every changed row.
import { attribute, stepsOf } from '../attribution.ts'
import type { AttributedRow, Step, StepShare } from '../attribution.ts'
import { code, heading, strong } from '../block.ts'
import type { Block, Inline, Text } from '../block.ts'
import { describeRatio } from '../change.ts'
import { rowLabel } from '../rows.ts'
import type { ReportView } from '../view.ts'

/** Enough to see the pattern. */
const ROWS_MAX = 12
const NAMED_MAX = 4

export function attributionSection(view: ReportView): readonly Block[] {
  if (view.between.length === 0) return []
  const rows = attribute(view)
  if (rows.length === 0) return []
  const steps = stepsOf(view)
  const items = steps.map((step, index) => describeStep(step, index, rows))
  const table = tableOf(steps, rows.slice(0, ROWS_MAX))
  return [
    heading(2, 'Attribution'),
    { kind: 'list', items },
    { kind: 'folded', summary: 'Share of each step in every change', blocks: [table] },
  ]
}

function describeStep(step: Step, index: number, rows: readonly AttributedRow[]): Text {
  const main = rows.filter(({ shares }) => largestShare(shares) === index)
  const named = main.slice(0, NAMED_MAX).flatMap(({ row, shares }, place) => {
    const { percent, ratio } = shares[index]!
    const size = ` (${percent} %, ${describeRatio(ratio, row.metricInfo)})`
    const separator: readonly Inline[] = place === 0 ? [] : [', ']
    return separator.concat(rowLabel(row), size)
  })
  const left = main.length - NAMED_MAX
  return [
    ...nameStep(step),
    ...(main.length === 0
      ? [': the larger part of no change.']
      : [': the largest part of ', ...named, left > 0 ? ` and ${left} more.` : '.']),
  ]
}

/** Where the steps are commits, which one. */
function nameStep({ from, to }: Step): readonly Inline[] {
  const name = strong(`${from.label} → ${to.label}`)
  if (from.commit === to.commit) return [name]
  return [name, ' (', code(to.commit.slice(0, 10)), ` ${to.subject})`]
}

function largestShare(shares: readonly StepShare[]): number {
  const percents = shares.map(({ percent }) => percent)
  return percents.indexOf(Math.max(...percents))
}

function tableOf(steps: readonly Step[], rows: readonly AttributedRow[]): Block {
  return {
    kind: 'table',
    caption:
      'Shares in the logarithm of the whole change; they add to 100 %, and a negative one worked against it. ' +
      'In brackets what the step did by itself. Bold: its own interval excludes "no change". ' +
      'Another order of the steps could share differently.',
    columns: [
      { header: 'Row', align: 'left' },
      { header: 'Whole change', align: 'right' },
      ...steps.map(
        ({ from, to }) => ({ header: `${from.label} → ${to.label}`, align: 'right' }) as const,
      ),
    ],
    rows: rows.map(({ row, totalRatio, shares }) => [
      rowLabel(row),
      describeRatio(totalRatio, row.metricInfo),
      ...shares.map((share) => cellOf(share, row)),
    ]),
  }
}

function cellOf({ percent, ratio, isClear }: StepShare, row: AttributedRow['row']): Text {
  const share = `${percent < 0 ? '−' : ''}${Math.abs(percent)} %`
  const own = ` (${describeRatio(ratio, row.metricInfo)})`
  return [isClear === true ? strong(share) : share, own]
}
