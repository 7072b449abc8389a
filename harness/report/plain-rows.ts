// Rows that are shown but not judged, since their ratio says nothing: counts that should be zero, and values
// that only explain another row.
import { formatCount, formatQuantity } from '../core/format.ts'
import type { Unit } from '../core/format.ts'
import type { Lifecycle, Session } from '../results/schema.ts'
import type { Place, ReportView } from './view.ts'

export interface PlainRow {
  readonly part: string
  /** The value of one target over the complete units. */
  readonly cell: (label: string) => string
}

/** Requests that were due but never sent: the server was too far behind. */
export function missedRow(
  { session }: ReportView,
  { scenario, load }: Omit<Place, 'metric'>,
): PlainRow {
  const cell = (label: string) => {
    const recordings = completeUnits(session)
      .flatMap((unit) => unit.slices)
      .filter((slice) => slice.scenario === scenario && slice.target === label)
      .flatMap((slice) => slice.recordings.filter((recording) => recording.load === load))
    const missed = recordings.reduce((sum, recording) => sum + recording.missed, 0)
    const due = recordings.reduce((sum, recording) => sum + recording.due, 0)
    return `${formatCount(missed)} of ${formatCount(due)}`
  }
  return { part: 'missed in all units', cell }
}

/** Life-cycle values beside the judged ones; rows without any value are left out. */
export function lifeCycleFacts({ session }: ReportView): readonly PlainRow[] {
  return FACTS.filter(({ read }) =>
    lifecycles(session).some((each) => read(each) !== undefined),
  ).map(({ part, unit, read }) => ({
    part,
    cell: (label) => {
      const ofTarget = lifecycles(session).filter((each) => each.target === label)
      const values = ofTarget.map(read).filter((value) => value !== undefined)
      return values.length === 0 ? '–' : formatQuantity(median(values), unit)
    },
  }))
}

interface Fact {
  readonly part: string
  readonly unit: Unit
  readonly read: (lifecycle: Lifecycle) => number | undefined
}

const FACTS: readonly Fact[] = [
  { part: 'accepts connections', unit: 'ms', read: ({ acceptsMs }) => acceptsMs },
  { part: 'database size before', unit: 'bytes', read: (each) => each.databaseBytesBefore },
]

function lifecycles(session: Session): readonly Lifecycle[] {
  return completeUnits(session).flatMap((unit) => unit.lifecycle)
}

function completeUnits({ units }: Session) {
  return units.filter((unit) => unit.state === 'complete')
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
