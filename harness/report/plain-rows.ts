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
export function lifeCycleFacts(
  { session, comparisons }: Pick<ReportView, 'session' | 'comparisons'>,
  of: Unit,
): readonly PlainRow[] {
  const all = lifecycles(session)
  const isJudged = (id: string | undefined) => comparisons.some(({ metric }) => metric === id)
  return FACTS.filter(({ unit, unlessJudged }) => unit === of && !isJudged(unlessJudged)).flatMap(
    ({ part, unit, reads }): PlainRow[] => {
      // An instant at which no build was read is none of this session's.
      const known = reads.filter(({ read }) => all.some((each) => read(each) !== undefined))
      if (known.length === 0) return []
      const instants = known.map(({ at }) => at).join(' → ')
      const cell = (label: string) => {
        const ofTarget = all.filter((each) => each.target === label)
        const cells = known.map(({ read }) => typical(ofTarget.map(read), unit))
        return cells.every((each) => each === '–') ? '–' : cells.join(' → ')
      }
      return [{ part: instants === '' ? part : `${part}, ${instants}`, cell }]
    },
  )
}

function typical(values: readonly (number | undefined)[], unit: Unit): string {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? '–' : formatQuantity(median(known)!, unit)
}

interface Fact {
  readonly part: string
  readonly unit: Unit
  /** One after the other in time. */
  readonly reads: readonly {
    readonly at: 'before' | 'migrated' | 'after' | ''
    readonly read: (lifecycle: Lifecycle) => number | undefined
  }[]
  /** The metric that shows the same where both sides have it. */
  readonly unlessJudged?: string
}

const FACTS: readonly Fact[] = [
  {
    part: 'accepts connections',
    unit: 'ms',
    reads: [{ at: '', read: ({ acceptsMs }) => acceptsMs }],
  },
  {
    part: 'migrated',
    unit: 'ms',
    reads: [{ at: '', read: ({ migratedMs }) => migratedMs }],
    unlessJudged: 'migrated',
  },
  {
    part: 'database',
    unit: 'bytes',
    reads: [
      { at: 'before', read: (each) => each.databaseBytesBefore },
      { at: 'migrated', read: (each) => each.databaseBytesMigrated },
      { at: 'after', read: (each) => each.databaseBytesAfter },
    ],
  },
  {
    part: 'indexes',
    unit: 'bytes',
    reads: [
      { at: 'before', read: (each) => each.indexBytesBefore },
      { at: 'after', read: (each) => each.indexBytesAfter },
    ],
  },
  {
    part: 'free pages',
    unit: 'bytes',
    reads: [
      { at: 'before', read: (each) => each.freeBytesBefore },
      { at: 'migrated', read: (each) => each.freeBytesMigrated },
      { at: 'after', read: (each) => each.freeBytesAfter },
    ],
  },
]

function lifecycles(session: Session): readonly Lifecycle[] {
  return completeUnits(session).flatMap((unit) => unit.lifecycle)
}

function completeUnits({ units }: Session) {
  return units.filter((unit) => unit.state === 'complete')
}
