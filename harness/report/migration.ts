// What a migration did to the start of a build and to its file, in words.
import { formatBytes, formatQuantity } from '../core/format.ts'
import type { Note } from '../core/notes.ts'
import type { Lifecycle, Session } from '../results/schema.ts'
import { median } from '../stats/quantile.ts'
import { code } from './block.ts'
import type { Inline, Text } from './block.ts'
import { shownTargets } from './view.ts'
import type { ReportView } from './view.ts'

/** One line per build that migrated, and one for those that had nothing to; none where no build did. */
export function describeMigrations(view: ReportView): readonly Text[] {
  const labels = shownTargets(view).map(({ label }) => label)
  const lines = labels.flatMap((label) => {
    const line = describeOne(label, view.session)
    return line === undefined ? [] : [{ label, line }]
  })
  if (lines.length === 0) return []
  const without = labels.filter(
    (label) => !lines.some((one) => one.label === label) && !isLate(view.session, label),
  )
  const rest = without.flatMap((label, index): Inline[] => [index === 0 ? '' : ', ', code(label)])
  return [
    ...lines.map(({ line }) => line),
    ...(without.length === 0 ? [] : [[...rest, ': no change of schema.']]),
  ]
}

/** The instants of a start in their order, then the file. */
function describeOne(label: string, session: Session): Text | undefined {
  const read = typicalOf(label, session)
  if (read('migratedMs') === undefined) return undefined
  const instants = INSTANTS.flatMap(({ name, key }) => {
    const atMs = read(key)
    return atMs === undefined ? [] : [{ name, atMs }]
  }).toSorted((a, b) => a.atMs - b.atMs)
  const start = instants
    .map(({ name, atMs }) => `${name} ${formatQuantity(atMs, 'ms')}`)
    .join(' → ')
  return [code(label), `: ${start}.${describeFile(read)}`]
}

const INSTANTS = [
  { name: 'accepts', key: 'acceptsMs' },
  { name: 'ready', key: 'readyMs' },
  { name: 'migrated', key: 'migratedMs' },
  { name: 'first answer', key: 'firstAnswerMs' },
] as const

type Read = (key: Exclude<keyof Lifecycle, 'target'>) => number | undefined

/** Medians over the complete units. */
function typicalOf(label: string, { units }: Session): Read {
  const all = units
    .filter(({ state }) => state === 'complete')
    .flatMap(({ lifecycle }) => lifecycle.filter(({ target }) => target === label))
  return (key) => median(all.flatMap((one) => one[key] ?? []))
}

function describeFile(read: Read): string {
  const [before, after] = [read('databaseBytesBefore'), read('databaseBytesMigrated')]
  if (before === undefined || after === undefined) return ''
  const free = read('freeBytesMigrated') ?? 0
  const isFreed = free > (read('freeBytesBefore') ?? 0)
  if (after > before)
    return ` Its file grew by ${formatBytes(after - before)}${isFreed ? `; ${formatBytes(free)} of it lie free, for later writes to fill` : ''}.`
  const size = after === before ? 'kept its size' : `shrank by ${formatBytes(before - after)}`
  if (!isFreed) return ` Its file ${size}.`
  return ` Its file ${size}: what is new found room in pages that were given up, of which ${formatBytes(free)} lie free.`
}

function isLate({ units }: Session, label: string): boolean {
  return units.some((unit) =>
    (unit.notes as readonly Note[]).some(
      (note) => note.code === 'migrated-under-load' && note.target === label,
    ),
  )
}
