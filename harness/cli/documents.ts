// Which documents come of judged sessions, and under which file names.
import { UsageError } from '../core/errors.ts'
import type { Judgement } from '../judge/comparison.ts'
import { makeFileNameSafe } from '../refs/parse-target-name.ts'
import type { FormatInput, ReportFormat } from '../report/formats/format.ts'
import type { Session } from '../results/schema.ts'

/** A session file, read and judged. */
export interface Source {
  readonly file: string
  readonly session: Session
  readonly judgement: Judgement
}

export interface Layout extends Pick<FormatInput, 'width' | 'color'> {
  /** The path of a session file as a reader of the document can open it. */
  readonly nameSession: (file: string) => string
}

export interface Document {
  /** Unique among the documents of one call, whatever the file system thinks of case. */
  readonly fileName: string
  readonly format: ReportFormat
  readonly part: string
  readonly source: Source
  readonly text: string
}

/**
 * Every format of every session, all parts or the one that is asked for. `<part>.<extension>`; with several sessions
 * each name begins with the id of its session.
 */
export function makeDocuments(
  sources: readonly Source[],
  formats: readonly ReportFormat[],
  layout: Layout,
  only?: string,
): readonly Document[] {
  checkDifferent(sources)
  const taken = new Set<string>()
  return sources.flatMap((source) => {
    const { session, judgement } = source
    const sessionFile = layout.nameSession(source.file)
    const input = { session, judgement, sessionFile, width: layout.width, color: layout.color }
    const prefix = sources.length > 1 ? [session.header.id] : []
    return formats.flatMap((format) =>
      chooseParts(format, input, only).map((part): Document => {
        const stem = [...prefix, part].map(makeFileNameSafe).join('.')
        const fileName = untaken(stem, format.extension, taken)
        return { fileName, format, part, source, text: format.render(input, part) }
      }),
    )
  })
}

function chooseParts(
  format: ReportFormat,
  input: FormatInput,
  only: string | undefined,
): readonly string[] {
  const parts = format.parts(input)
  if (only === undefined) return parts
  if (parts.includes(only)) return [only]
  const known = parts.length === 0 ? 'none' : parts.join(', ')
  throw new UsageError(
    `Expected --only to name a document of ${format.name} for session ${input.session.header.id} (${known}), got "${only}".`,
  )
}

/** Labels written by hand may differ only in what a file name cannot hold. */
function untaken(stem: string, extension: string, taken: Set<string>): string {
  const nameOf = (number: number) => `${stem}${number === 1 ? '' : `-${number}`}.${extension}`
  let number = 1
  while (taken.has(nameOf(number).toLowerCase())) number++
  taken.add(nameOf(number).toLowerCase())
  return nameOf(number)
}

function checkDifferent(sources: readonly Source[]): void {
  const known = new Map<string, string>()
  for (const { file, session } of sources) {
    const { id } = session.header
    const other = known.get(id)
    if (other !== undefined)
      throw new UsageError(
        `Expected different sessions, but ${other} and ${file} are both session ${id}. Name each once.`,
      )
    known.set(id, file)
  }
}
