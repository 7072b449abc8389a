// Explanations must fit what was measured: none may be missing, and none may outlive the difference it explains.
import { UsageError } from '../../harness/core/errors.ts'
import { formatFactor, formatInterval } from '../../harness/core/format.ts'
import { isOther } from './agreement.ts'
import type { Compared, ComparedRow } from './compared-row.ts'

export interface Explanation {
  /** Keys of the comparisons it explains, such as `event-count: master → branch`. */
  readonly rows: readonly string[]
  /** Which factor is the larger one: a reason for more is no reason for less. */
  readonly ours: 'larger' | 'smaller'
  readonly text: string
}

/** Throws an error that names every row without a fitting explanation, and every explanation without a row. */
export function checkExplanations(compared: Compared, explanations: readonly Explanation[]): void {
  const problems = [
    ...compared.rows.flatMap((row) => problemsOf(row, explanations)),
    ...unknownRows(compared, explanations),
  ]
  if (problems.length === 0) return
  throw new UsageError(
    `Expected one explanation in scripts/compare-with-pr/explanations.ts for every row that differs, and for no other. Add, correct or remove:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
  )
}

export function explanationOf(
  key: string,
  explanations: readonly Explanation[],
): Explanation | undefined {
  return explanations.find(({ rows }) => rows.includes(key))
}

function problemsOf(compared: ComparedRow, explanations: readonly Explanation[]): string[] {
  const { key, agreement } = compared
  const given = explanations.filter(({ rows }) => rows.includes(key))
  if (given.length > 1) return [`"${key}" has ${given.length} explanations`]
  const [explanation] = given
  const found = describe(compared)
  if (explanation === undefined)
    return isOther(agreement) ? [`"${key}" has none, but it ${found}`] : []
  if (agreement === 'agrees') return [`"${key}" needs none any more: it ${found}`]
  if (isOther(agreement) && explanation.ours !== sideOf(compared))
    return [`"${key}" explains why ours is ${explanation.ours}, but it ${found}`]
  return []
}

/** A row that this session lacks may be in the next one; one that the pull request lacks is mistyped. */
function unknownRows(
  { rows, missing }: Compared,
  explanations: readonly Explanation[],
): readonly string[] {
  const known = new Set([...rows, ...missing].map(({ key }) => key))
  return explanations
    .flatMap((explanation) => explanation.rows)
    .filter((key) => !known.has(key))
    .map((key) => `"${key}" is no row of the pull request`)
}

function sideOf({ prFactor, ours }: ComparedRow): Explanation['ours'] {
  return ours.factor!.value > prFactor ? 'larger' : 'smaller'
}

/** "differs: 3.30× there, 2.10× [1.90×, 2.30×] here" */
function describe({ agreement, prFactor, ours: { factor } }: ComparedRow): string {
  const said = agreement === 'same direction' ? 'has another size' : agreement
  const { value, low, high } = factor!
  const interval = formatInterval(formatFactor(low), formatFactor(high))
  return `${said}: ${formatFactor(prFactor)} there, ${formatFactor(value)} ${interval} here`
}
