// Did a process leave in its database what it was asked to, and nothing else? Compared after it has stopped, off the
// clock of every measurement. Pure.
import type { Note } from '../core/notes.ts'
import type { ExpectedRows, RequestRange, Scenario, SnapshotFacts } from '../core/scenario.ts'
import type { SentRequests } from '../load/protocol.ts'
import type { RowCount, RowCounts } from '../snapshots/count-rows.ts'

export interface RowCheck {
  readonly unit: number
  readonly target: string
  readonly scenarios: readonly Scenario[]
  readonly snapshot: SnapshotFacts | undefined
  readonly sent: SentRequests
  /** Scenarios of which a request failed: it may or may not have been carried out. */
  readonly failed: ReadonlySet<string>
  readonly before: RowCount
  readonly after: RowCount
}

export function checkRows(check: RowCheck): readonly Note[] {
  const { before, after, target } = check
  const unknown = [before, after].find((count) => count.state === 'unknown')
  if (unknown?.state === 'unknown') return [notChecked(`"${target}"`, unknown.why)]
  if (before.state !== 'counted' || after.state !== 'counted') return []
  const writers = check.scenarios.filter(({ readOnly }) => !readOnly)
  const open = writers.filter(({ name, expectRows }) => !expectRows || check.failed.has(name))
  const expected = writers
    .filter((scenario) => !open.includes(scenario))
    .map((scenario) => ({ scenario: scenario.name, rows: expectedRows(scenario, check) }))
  return [
    ...open.map((scenario) => notChecked(scenario.name, whyOpen(scenario))),
    ...expected.flatMap(({ scenario, rows }) =>
      compareRows(check, scenario, rows, before.counts, after.counts),
    ),
    // A scenario that does not tell what it writes may have written anywhere.
    ...(open.length > 0 ? [] : compareRest(check, expected, before.counts, after.counts)),
  ]
}

const notChecked = (what: string, why: string): Note => ({ code: 'rows-not-checked', what, why })

const whyOpen = ({ expectRows }: Scenario) =>
  expectRows === undefined
    ? 'the scenario writes without saying what (expectRows)'
    : 'requests failed, which may have been carried out all the same'

function expectedRows({ name, loads, expectRows }: Scenario, check: RowCheck): ExpectedRows {
  const none = loads.map((load): [string, readonly RequestRange[]] => [load.name, []])
  const ranges = { ...Object.fromEntries(none), ...check.sent[name] }
  const counts = Object.entries(ranges).map(([load, all]) => [load, countIn(all)])
  return expectRows!({ snapshot: check.snapshot, sent: Object.fromEntries(counts), ranges })
}

const countIn = (ranges: readonly RequestRange[]) =>
  ranges.reduce((sum, [from, to]) => sum + to - from, 0)

function compareRows(
  { unit, target }: RowCheck,
  scenario: string,
  expected: ExpectedRows,
  before: RowCounts,
  after: RowCounts,
): Note[] {
  return Object.entries(expected).flatMap(([bucket, rows]) => {
    const [least, most] = typeof rows === 'number' ? [rows, rows] : rows
    const got = (after.get(bucket)?.rows ?? 0) - (before.get(bucket)?.rows ?? 0)
    if (got >= least && got <= most) return []
    const range = least === most ? `${least}` : `${least} to ${most}`
    return [{ code: 'rows-differ', scenario, target, unit, bucket, expected: range, got }]
  })
}

/** Every bucket that no scenario writes to is as it was, and none is new. */
function compareRest(
  { unit, target }: RowCheck,
  expected: readonly { readonly rows: ExpectedRows }[],
  before: RowCounts,
  after: RowCounts,
): Note[] {
  const written = new Set(expected.flatMap(({ rows }) => Object.keys(rows)))
  const buckets = [...new Set([...before.keys(), ...after.keys()])]
  return buckets
    .filter((bucket) => !written.has(bucket))
    .flatMap((bucket): Note[] => {
      const detail = describeChange(bucket, before, after)
      return detail === undefined ? [] : [{ code: 'copy-changed', target, unit, bucket, detail }]
    })
}

function describeChange(bucket: string, before: RowCounts, after: RowCounts): string | undefined {
  const [was, is] = [before.get(bucket), after.get(bucket)]
  if (is === undefined) return `all ${was!.rows} rows are gone, with the bucket,`
  if (was === undefined) return `${is.rows} rows of a new bucket`
  if (is.rows !== was.rows) return `${is.rows} rows instead of ${was.rows}`
  const same = is.durationUs === was.durationUs && is.textBytes === was.textBytes
  return same ? undefined : `other times or texts in the same number of rows (${is.rows})`
}
