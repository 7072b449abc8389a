// Where documents go: one to stdout, or all into files.
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { UsageError } from '../core/errors.ts'
import type { ReportFormat } from '../report/formats/format.ts'
import { useColor } from './context.ts'
import type { Context } from './context.ts'
import { makeDocuments } from './documents.ts'
import type { Document, Source } from './documents.ts'

/** Into a file that nobody can colour, and as wide as most terminals are. */
export const PLAIN = { width: 80, color: false }

/** Text may follow text; of anything else stdout takes a single document. */
export function printDocuments(
  context: Context,
  sources: readonly Source[],
  format: ReportFormat,
  only: string | undefined,
): void {
  const { stdout, environment } = context
  const layout = {
    width: stdout.columns ?? PLAIN.width,
    color: useColor(stdout, environment),
    nameSession: (file: string) => shown(context, file),
  }
  const documents = makeDocuments(sources, [format], layout, only)
  tellEmpty(context, sources, [format], documents)
  if (documents.length > 1 && !format.joins)
    throw new UsageError(
      `Expected one document for stdout, but ${format.name} gives ${documents.length} here: ${documents.map(({ fileName }) => fileName).join(', ')}. Name one session and one document with --only, or write files with --out.`,
    )
  stdout.write(documents.map(({ text }) => text).join('\n'))
}

/** Prints the paths, one a line. */
export async function exportDocuments(
  context: Context,
  sources: readonly Source[],
  formats: readonly ReportFormat[],
  out: string,
  only: string | undefined,
): Promise<void> {
  const layout = { ...PLAIN, nameSession: (file: string) => relative(out, file) }
  const documents = makeDocuments(sources, formats, layout, only)
  tellEmpty(context, sources, formats, documents)
  for (const file of await writeDocuments(context, documents, out))
    context.stdout.write(`${file}\n`)
}

/** A format that has nothing to say about a session must not go missing without a word. */
function tellEmpty(
  { stderr }: Context,
  sources: readonly Source[],
  formats: readonly ReportFormat[],
  documents: readonly Document[],
): void {
  for (const source of sources)
    for (const format of formats)
      if (!documents.some((one) => one.source === source && one.format === format))
        stderr.write(
          `No ${format.name} document of session ${source.session.header.id}: it holds nothing that may be said there.\n`,
        )
}

/** Resolves with the paths as they are shown. */
export async function writeDocuments(
  context: Context,
  documents: readonly Document[],
  out: string,
): Promise<string[]> {
  await mkdir(out, { recursive: true })
  const files: string[] = []
  for (const { fileName, text } of documents) {
    await writeFile(join(out, fileName), text)
    files.push(shown(context, join(out, fileName)))
  }
  return files
}

/** Relative to where the user is when that is shorter. */
export function shown({ directory }: Context, file: string): string {
  const short = relative(directory, file)
  return short.startsWith('..') ? file : short
}
