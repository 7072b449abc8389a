// HdrHistogram log 1.3: every recording as it was taken, for HdrHistogram's own readers in any language and its plotters.
// Values are whole microseconds. Nothing is decoded and encoded again but for the largest value.
import { decodeHistogram } from '../../results/histogram.ts'
import type { Recording, Session, TargetInfo } from '../../results/schema.ts'
import { recordedSlices } from '../load-totals.ts'
import type { LoadPlace, RecordedSlice } from '../load-totals.ts'
import type { ReportFormat } from './format.ts'
import { wholeSession } from './parts.ts'

export const hlog: ReportFormat = {
  name: 'hlog',
  extension: 'hlog',
  summary: 'every latency histogram, as an HdrHistogram log',
  parts: wholeSession,
  joins: false,
  render: ({ session }) =>
    [...headOf(session), ...intervalsOf(session)].map((line) => `${line}\n`).join(''),
}

function headOf({ header }: Session): string[] {
  const { id, startedAt, targets } = header
  return [
    '#[Histogram log format version 1.3]',
    comment(`heartbench session ${id}: values in microseconds, Interval_Max in milliseconds`),
    '#Tag: ref=<label>@<commit>;round=<unit>.<round>;op=<scenario>/<load>/<measure>, each part percent-encoded',
    ...targets.map(({ label, commit, subject }) => comment(`${label}: ${commit} ${subject}`)),
    `#[StartTime: ${seconds(Date.parse(startedAt))} (seconds since epoch), ${startedAt}]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
  ]
}

/** A line break would end the comment, and a bracket could begin something that readers look for. */
function comment(text: string): string {
  return `#${text.replaceAll(/[\r\n]+/g, ' ').replace(/^\[/, '(')}`
}

/** By unit first: time goes on within the log, although slices know no more of it than the start of their unit. */
function intervalsOf(session: Session): string[] {
  const { scenarios, targets } = session.header
  const places = scenarios.flatMap(({ name, loads }) =>
    loads.map((load): LoadPlace => ({
      scenario: name,
      load: load.name,
      isOpen: load.model === 'open',
    })),
  )
  const slices = places.flatMap((place) =>
    targets.flatMap((target) =>
      recordedSlices(session, place, target.label).map((recorded) => ({ target, recorded })),
    ),
  )
  const byUnit = slices.toSorted((a, b) => a.recorded.unit.index - b.recorded.unit.index)
  return byUnit.flatMap(({ target, recorded }) => linesOf(target, recorded))
}

const MEASURES = [
  { key: 'serviceUs', name: 'service' },
  { key: 'responseUs', name: 'response' },
  { key: 'latenessUs', name: 'lateness' },
] as const satisfies readonly { key: keyof Recording; name: string }[]

function linesOf(target: TargetInfo, { unit, slice, recording }: RecordedSlice): string[] {
  return MEASURES.flatMap(({ key, name }) => {
    const base64 = recording[key]
    if (base64 === undefined) return []
    const tag = tagOf({
      ref: `${safe(target.label)}@${safe(target.commit.slice(0, 12))}`,
      round: `${unit.index}.${slice.round}`,
      op: [slice.scenario, recording.load, name].map(safe).join('/'),
    })
    const start = seconds(Date.parse(unit.startedAt))
    const maxMs = seconds(decodeHistogram(base64).maxValue)
    return [`Tag=${tag},${start},${seconds(recording.windowMs)},${maxMs},${base64}`]
  })
}

/** The keys in this order, as readers may compare tags as text. */
function tagOf({
  ref,
  round,
  op,
}: {
  readonly ref: string
  readonly round: string
  readonly op: string
}) {
  return `ref=${ref};round=${round};op=${op}`
}

/** A tag holds no comma, blank or line break, and ours none of its own separators. */
function safe(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** Thousandths, with three digits as the format asks: of milliseconds seconds, of microseconds milliseconds. */
function seconds(thousandths: number): string {
  return (thousandths / 1000).toFixed(3)
}
