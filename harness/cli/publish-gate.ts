// Where the outcome of a gate goes: the terminal always; GitHub and a JUnit file where they are asked for.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { EXIT, TargetError } from '../core/errors.ts'
import type { ExitCode } from '../core/errors.ts'
import { annotationsOf } from '../report/gate/annotations.ts'
import { renderFailureSummary, renderJobSummary } from '../report/gate/job-summary.ts'
import { composeGateOutcome, OUTCOMES } from '../report/gate/outcome.ts'
import { renderTerminal } from '../report/formats/terminal.ts'
import { renderJunit } from '../report/formats/junit.ts'
import { eachJudged } from '../report/formats/parts.ts'
import type { Gated } from './commands/gate.ts'
import { useColor } from './context.ts'
import type { Context } from './context.ts'
import { annotate, appendSummary, setOutputs } from './github-actions.ts'
import { shown } from './write-documents.ts'

export interface Surfaces {
  readonly github: boolean
  readonly junit: string | undefined
}

/** More would push the table off the screen; the reports hold all of them. */
const FINDINGS_MAX = 20

export async function publishOutcome(
  context: Context,
  gated: Gated,
  { github, junit }: Surfaces,
): Promise<void> {
  const { session, judgement } = gated
  const { stdout, environment } = context
  const outcome = composeGateOutcome(session, judgement, FINDINGS_MAX)
  const color = useColor(stdout, environment)
  stdout.write(`\n${renderTerminal(outcome, { width: stdout.columns ?? 80, color })}`)
  if (junit !== undefined) await writeJunit(context, gated, junit)
  if (github) await tellGithub(context, gated)
}

async function writeJunit({ directory }: Context, gated: Gated, file: string): Promise<void> {
  const path = resolve(directory, file)
  await mkdir(dirname(path), { recursive: true })
  const { session, judgement } = gated
  await writeFile(path, renderJunit(session, judgement, eachJudged({ session })))
}

async function tellGithub(context: Context, gated: Gated): Promise<void> {
  const { session, judgement, file, reportFiles } = gated
  annotate(context, annotationsOf(judgement.findings, session.header.scenarios))
  const sessionFile = shown(context, file)
  await appendSummary(context, (bytesMax) =>
    renderJobSummary(session, judgement, { sessionFile, bytesMax }),
  )
  await setOutputs(context, {
    ...codeOutputs(judgement.exitCode),
    // What a later step can say on; the page beside it is for browsers.
    report: reportFiles.filter((path) => path.endsWith('.md')).join('\n'),
    session: file,
  })
}

/** The job must not look as if nothing had been said when there was nothing to judge. */
export async function publishFailure(context: Context, error: unknown): Promise<void> {
  const { message, exitCode, logTail } = describeError(error)
  annotate(context, [{ level: 'error', title: 'heartbench: no outcome', message }])
  await appendSummary(context, () => renderFailureSummary(message, logTail))
  await setOutputs(context, { ...codeOutputs(exitCode), report: '', session: '' })
}

function codeOutputs(exitCode: ExitCode) {
  return { 'exit-code': String(exitCode), verdict: OUTCOMES[exitCode] }
}

/** As main.ts ends the command for it. */
function describeError(error: unknown): {
  readonly message: string
  readonly exitCode: ExitCode
  readonly logTail: readonly string[]
} {
  const message = error instanceof Error ? error.message : String(error)
  const known = error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number'
  return {
    message,
    exitCode: known ? (error.exitCode as ExitCode) : EXIT.invalid,
    logTail: error instanceof TargetError ? error.logTail : [],
  }
}
