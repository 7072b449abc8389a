// From a session file to reports, as often as wanted: judging needs no server.
import { dirname, join, relative, resolve } from 'node:path'
import { mkdir, writeFile } from 'node:fs/promises'
import type { ExitCode } from '../../core/errors.ts'
import { judgeSession } from '../../judge/judge.ts'
import { DEFAULT_SETTINGS, STRICT_MARGINS } from '../../judge/settings.ts'
import type { JudgeSettings } from '../../judge/settings.ts'
import { renderMarkdownReport, renderTerminalSummary } from '../../report/render.ts'
import { readSession } from '../../results/read-session.ts'
import { checkWritable } from '../check-writable.ts'
import { useColor } from '../context.ts'
import type { Context } from '../context.ts'

export async function reportCommand(
  context: Context,
  file: string,
  options: { readonly out?: string; readonly strict?: boolean },
): Promise<number> {
  const sessionFile = resolve(context.directory, file)
  const out =
    options.out === undefined ? dirname(sessionFile) : resolve(context.directory, options.out)
  await checkWritable(out, 'Name another with --out.')
  return await writeReports(context, sessionFile, out, judgeSettings(options))
}

export function judgeSettings(options: { readonly strict?: boolean }): JudgeSettings {
  return options.strict === true
    ? { ...DEFAULT_SETTINGS, marginRatios: STRICT_MARGINS }
    : DEFAULT_SETTINGS
}

/** Judges, writes `<label>.md` per candidate, prints the summary. */
export async function writeReports(
  context: Context,
  sessionFile: string,
  out: string,
  settings: JudgeSettings,
): Promise<ExitCode> {
  const session = await readSession(sessionFile)
  const judgement = judgeSession(session, settings)
  await mkdir(out, { recursive: true })
  const reportFiles: string[] = []
  for (const { label, role } of session.header.targets) {
    if (role === 'baseline') continue
    const file = join(out, `${label}.md`)
    const text = renderMarkdownReport(session, judgement, label, {
      sessionFile: relative(out, sessionFile),
    })
    await writeFile(file, text)
    reportFiles.push(shown(context, file))
  }
  const { stdout, environment } = context
  const width = stdout.columns ?? 80
  const color = useColor(stdout, environment)
  stdout.write(renderTerminalSummary(session, judgement, { width, color, reportFiles }))
  stdout.write(`Session file: ${shown(context, sessionFile)}\n`)
  return judgement.exitCode
}

/** Relative to where the user is when that is shorter. */
function shown({ directory }: Context, file: string): string {
  const short = relative(directory, file)
  return short.startsWith('..') ? file : short
}
