// `comment`: says on a pull request how its session came out. The only command that talks to GitHub. The session file
// may come from a stranger, so that nothing in it decides where the comment goes, and nothing of it reaches GitHub or
// the log as more than text.
import { basename, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Option } from 'commander'
import type { Command } from 'commander'
import { composeComment } from '../../comment/body.ts'
import type { CommentInput } from '../../comment/body.ts'
import { connect } from '../../comment/github/client.ts'
import type { Limits, Pace } from '../../comment/github/client.ts'
import { explain } from '../../comment/github/explain.ts'
import { syncComment } from '../../comment/sync-comment.ts'
import type { Synced } from '../../comment/sync-comment.ts'
import { EXIT } from '../../core/errors.ts'
import { judgeSession } from '../../judge/judge.ts'
import {
  findPull,
  parseWebUrl,
  readActionsEvent,
  resolveDestination,
} from '../comment-destination.ts'
import type { Destination } from '../comment-destination.ts'
import type { Context } from '../context.ts'
import { readForeignSession, trying } from '../foreign-session.ts'
import { hidingSecret } from '../hide-secret.ts'
import { toolVersion } from '../tool-version.ts'
import { judgeSettings } from './report.ts'

export interface CommentOptions {
  readonly from: string
  readonly repo?: string
  readonly pr?: string
  readonly tokenEnv: string
  readonly apiUrl?: string
  readonly name: string
  readonly reportUrl?: string
  readonly strict?: boolean
  readonly quiet?: boolean
  readonly dryRun?: boolean
}

const CLOCK: Pace = { sleep: (durationMs) => sleep(durationMs), nowMs: () => Date.now() }

export function addCommentCommand(
  program: Command,
  context: Context,
  exit: (code: number) => void,
): void {
  program
    .command('comment')
    .description(
      'say on a pull request how a session came out, in one comment that stays up to date',
    )
    .requiredOption('--from <session>', 'a .session.jsonl file; may come from a stranger')
    .option('--repo <owner/name>', 'the repository; default: GITHUB_REPOSITORY')
    .option('--pr <number>', 'the pull request; default: that of the event in GITHUB_EVENT_PATH')
    .option('--token-env <name>', 'the variable that holds the token', 'GITHUB_TOKEN')
    .option('--api-url <url>', 'for GitHub Enterprise; default: GITHUB_API_URL')
    .option(
      '--name <text>',
      'one comment per name and baseline: a name for every config',
      'heartbench',
    )
    .option('--report-url <url>', 'where the full report is; default: the page of the run')
    .option('--strict', '3 % instead of 5 % as the margin of p50 and p10')
    .option('--quiet', 'no first comment while all passes')
    .addOption(new Option('--dry-run', 'print the comment instead of sending it'))
    .action(async (options) => exit(await commentCommand(context, options)))
}

/** `pace` and `limits` are for tests. */
export async function commentCommand(
  context: Context,
  options: CommentOptions,
  pace: Pace = CLOCK,
  limits: Partial<Limits> = {},
): Promise<number> {
  const secret = context.environment[options.tokenEnv]
  return await hidingSecret(context, secret, async (safe) => {
    const event = await readActionsEvent(context)
    const input = await readInput(context, options, event.run?.url, event.run !== undefined)
    if (options.dryRun === true) return printComment(context, input)
    const destination = resolveDestination(safe, options, event)
    return await send(safe, input, {
      ...destination,
      pace,
      limits,
      isQuiet: options.quiet === true,
    })
  })
}

async function readInput(
  context: Context,
  options: CommentOptions,
  runUrl: string | undefined,
  isUntrusted: boolean,
): Promise<CommentInput> {
  const file = resolve(context.directory, options.from)
  const session = await readForeignSession(file)
  const judgement = trying('judged', () => judgeSession(session, judgeSettings(options)))
  return {
    session,
    judgement,
    name: options.name,
    sessionFile: basename(file),
    reportUrl: parseWebUrl(options.reportUrl ?? runUrl ?? ownRunUrl(context)),
    isUntrusted,
  }
}

function printComment({ stdout }: Context, input: CommentInput): number {
  stdout.write(trying('reported', () => composeComment(input))?.text ?? '')
  return EXIT.pass
}

interface Sending extends Destination {
  readonly pace: Pace
  readonly limits: Partial<Limits>
  readonly isQuiet: boolean
}

async function send(context: Context, input: CommentInput, sending: Sending): Promise<number> {
  const { pace, repository, isQuiet } = sending
  const say = (text: string) => void context.stderr.write(`${text}\n`)
  const client = connect({ ...sending, userAgent: `heartbench/${toolVersion()}`, say })
  const compose = (from: number) => trying('reported', () => composeComment(input, from))
  try {
    const pull = await findPull(client, sending)
    if (pull.kind === 'superseded') {
      say(describeSuperseded(pull))
      return EXIT.pass
    }
    const place = { ...repository, number: pull.number }
    const synced = await syncComment({ client, pace, place, compose, isQuiet, say })
    context.stdout.write(describeSynced(synced))
    return EXIT.pass
  } catch (error) {
    throw explain(error, { ...sending.circumstances, nowMs: pace.nowMs() })
  }
}

function describeSynced({ action, url }: Synced): string {
  if (action === 'skipped') return 'skipped: all passes, and there is no comment yet\n'
  return `${action} ${url ?? ''}\n`
}

function describeSuperseded({ number, headSha }: { number: number; headSha: string }): string {
  return `Pull request ${number} has moved on to ${headSha.slice(0, 10)} since this was measured; its own run will comment. Nothing was written.`
}

/** The page of the run that this command is part of. */
function ownRunUrl({ environment }: Context): string | undefined {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: run,
  } = environment
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined
}
