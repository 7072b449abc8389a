// Rows that are shown but not judged, since their ratio says nothing: counts that should be zero, and values
// that only explain another row.
import { formatCount, formatQuantity } from '../core/format.ts'
import type { Unit } from '../core/format.ts'
import type { Lifecycle, Session } from '../results/schema.ts'
import { median } from '../stats/quantile.ts'
import { shownTargets } from './view.ts'
import type { Place, ReportView } from './view.ts'

export interface PlainRow {
  readonly part: string
  /** The value of one target over the complete units. */
  readonly cell: (label: string) => string
}

/** Requests that were due but never sent, since the server was too far behind; undefined where no build missed any. */
export function missedRow(view: ReportView, place: Omit<Place, 'metric'>): PlainRow | undefined {
  const counts = new Map(
    shownTargets(view).map(({ label }) => [label, countMissed(view.session, place, label)]),
  )
  if ([...counts.values()].every(({ missed }) => missed === 0)) return undefined
  const cell = (label: string) => {
    const { missed, due } = counts.get(label)!
    return `${formatCount(missed)} of ${formatCount(due)}`
  }
  return { part: 'missed in all units', cell }
}

function countMissed(session: Session, { scenario, load }: Omit<Place, 'metric'>, label: string) {
  const recordings = completeUnits(session)
    .flatMap((unit) => unit.slices)
    .filter((slice) => slice.scenario === scenario && slice.target === label)
    .flatMap((slice) => slice.recordings.filter((recording) => recording.load === load))
  const total = (key: 'missed' | 'due') => recordings.reduce((sum, one) => sum + one[key], 0)
  return { missed: total('missed'), due: total('due') }
}

/** Life-cycle values beside the judged ones, of one unit; rows without any value are left out. */
export function lifeCycleFacts({ session }: ReportView, of: Unit): readonly PlainRow[] {
  const all = lifecycles(session)
  return FACTS.filter(
    ({ unit, reads }) =>
      unit === of && all.some((each) => reads.some((read) => read(each) !== undefined)),
  ).map(({ part, unit, reads }) => ({
    part,
    cell: (label) => {
      const ofTarget = all.filter((each) => each.target === label)
      const cells = reads.map((read) => typical(ofTarget.map(read), unit))
      return cells.every((each) => each === '–') ? '–' : cells.join(' → ')
    },
  }))
}

function typical(values: readonly (number | undefined)[], unit: Unit): string {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? '–' : formatQuantity(median(known)!, unit)
}

interface Fact {
  readonly part: string
  readonly unit: Unit
  /** One after the other in time, such as before and after. */
  readonly reads: readonly ((lifecycle: Lifecycle) => number | undefined)[]
}

const FACTS: readonly Fact[] = [
  { part: 'accepts connections', unit: 'ms', reads: [({ acceptsMs }) => acceptsMs] },
  {
    part: 'database, before → after',
    unit: 'bytes',
    reads: [(each) => each.databaseBytesBefore, (each) => each.databaseBytesAfter],
  },
  {
    part: 'indexes, before → after',
    unit: 'bytes',
    reads: [(each) => each.indexBytesBefore, (each) => each.indexBytesAfter],
  },
]

function lifecycles(session: Session): readonly Lifecycle[] {
  return completeUnits(session).flatMap((unit) => unit.lifecycle)
}

function completeUnits({ units }: Session) {
  return units.filter((unit) => unit.state === 'complete')
}
