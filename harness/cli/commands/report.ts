// From session files to reports, as often as wanted: judging needs no server.
import { dirname, relative, resolve } from 'node:path'
import { UsageError } from '../../core/errors.ts'
import { worstExitCode } from '../../judge/exit-code.ts'
import { judgeSession } from '../../judge/judge.ts'
import { STRICT_MARGINS } from '../../judge/settings.ts'
import type { JudgeSettings } from '../../judge/settings.ts'
import { findFormat } from '../../report/formats/catalogue.ts'
import type { ReportFormat } from '../../report/formats/format.ts'
import { markdown } from '../../report/formats/texts.ts'
import { html } from '../../report/html/format.ts'
import { renderTerminalSummary } from '../../report/render.ts'
import type { TerminalSummaryOptions } from '../../report/render.ts'
import { readSession } from '../../results/read-session.ts'
import { checkWritable } from '../check-writable.ts'
import { useColor } from '../context.ts'
import type { Context } from '../context.ts'
import { makeDocuments } from '../documents.ts'
import type { Source } from '../documents.ts'
import {
  exportDocuments,
  PLAIN,
  printDocuments,
  shown,
  writeDocuments,
} from '../write-documents.ts'

export interface ReportOptions {
  readonly format?: readonly string[]
  readonly only?: string
  readonly out?: string
  readonly strict?: boolean
}

/** The exit code is that of the judgement; of several sessions, of the worst. */
export async function reportCommand(
  context: Context,
  files: readonly string[],
  options: ReportOptions,
): Promise<number> {
  const formats = [...new Set(options.format)].map((name) => findFormat(name.trim()))
  checkOptions(formats, options)
  const paths = files.map((file) => resolve(context.directory, file))
  const out = options.out === undefined ? undefined : resolve(context.directory, options.out)
  const outs = out === undefined ? paths.map(dirname) : [out]
  if (formats.length === 0 || out !== undefined)
    for (const directory of new Set(outs))
      await checkWritable(directory, 'Name another with --out.')
  const sources = await readSources(paths, judgeSettings(options))
  if (formats.length === 0) await writeUsual(context, sources, out)
  else if (out === undefined) printDocuments(context, sources, formats[0]!, options.only)
  else await exportDocuments(context, sources, formats, out, options.only)
  return worstExitCode(sources.map(({ judgement }) => judgement.exitCode))
}

/** Only what is asked for: the rest is the session's own, or the default. */
export function judgeSettings(options: { readonly strict?: boolean }): Partial<JudgeSettings> {
  return options.strict === true ? { marginRatios: STRICT_MARGINS } : {}
}

export interface Reported extends Source {
  /** Absolute, in the order of the candidates. */
  readonly reportFiles: readonly string[]
}

/** Judges, writes `<label>.md` and `<label>.html` per candidate, prints the summary. */
export async function writeReports(
  context: Context,
  sessionFile: string,
  out: string,
  settings: Partial<JudgeSettings>,
  summary: SummaryOptions = {},
): Promise<Reported> {
  const [source] = await readSources([sessionFile], settings)
  const reportFiles = await writeUsual(context, [source!], out, summary)
  return { ...source!, reportFiles: reportFiles.map((file) => resolve(context.directory, file)) }
}

type SummaryOptions = Pick<TerminalSummaryOptions, 'findings'>

function checkOptions(formats: readonly ReportFormat[], { only, out }: ReportOptions): void {
  if (only !== undefined && formats.length === 0)
    throw new UsageError('Expected --format beside --only, which chooses among its documents.')
  if (formats.length > 1 && out === undefined)
    throw new UsageError(
      `Expected one --format for stdout, got ${formats.length}. Name a directory with --out to write files.`,
    )
}

async function readSources(
  paths: readonly string[],
  settings: Partial<JudgeSettings>,
): Promise<readonly Source[]> {
  const sources: Source[] = []
  for (const file of paths) {
    const session = await readSession(file)
    sources.push({ file, session, judgement: judgeSession(session, settings) })
  }
  return sources
}

/** Without `out` every report goes beside its session file. Resolves with the reports as they are shown. */
async function writeUsual(
  context: Context,
  sources: readonly Source[],
  out: string | undefined,
  summary: SummaryOptions = {},
): Promise<readonly string[]> {
  const directoryOf = (file: string) => out ?? dirname(file)
  const nameSession = (file: string) => relative(directoryOf(file), file)
  const documents = makeDocuments(sources, [markdown, html], { ...PLAIN, nameSession })
  const { stdout, environment } = context
  const width = stdout.columns ?? PLAIN.width
  const color = useColor(stdout, environment)
  const written: string[] = []
  for (const [index, source] of sources.entries()) {
    const own = documents.filter((document) => document.source === source)
    const reportFiles = await writeDocuments(context, own, directoryOf(source.file))
    const { session, judgement, file } = source
    if (index > 0) stdout.write('\n')
    const layout = { width, color, reportFiles, ...summary }
    stdout.write(renderTerminalSummary(session, judgement, layout))
    stdout.write(`Session file: ${shown(context, file)}\n`)
    written.push(...reportFiles)
  }
  return written
}
