// Where a comment goes: from the command line, else from what GitHub Actions tells its jobs.
import { readFile } from 'node:fs/promises'
import { NO_EVENT, parseEvent } from '../comment/event.ts'
import type { ActionsEvent } from '../comment/event.ts'
import type { Client } from '../comment/github/client.ts'
import type { Circumstances } from '../comment/github/explain.ts'
import { findMeasuredPull } from '../comment/github/pull-request.ts'
import type { MeasuredPull } from '../comment/github/pull-request.ts'
import {
  parseApiUrl,
  parsePullNumber,
  parseRepository,
  parseToken,
  PUBLIC_API_URL,
} from '../comment/github/repository.ts'
import type { Repository } from '../comment/github/repository.ts'
import { UsageError } from '../core/errors.ts'
import type { CommentOptions } from './commands/comment.ts'
import type { Context } from './context.ts'

export interface Destination {
  readonly apiUrl: string
  readonly token: string
  readonly repository: Repository
  /** As named or as the event has it; a run that measured elsewhere decides for itself. */
  readonly number: number | undefined
  readonly event: ActionsEvent
  readonly circumstances: Omit<Circumstances, 'nowMs'>
}

export async function readActionsEvent({ environment }: Context): Promise<ActionsEvent> {
  const path = environment['GITHUB_EVENT_PATH']
  if (!path) return NO_EVENT
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `Expected the payload of an event at ${path} (GITHUB_EVENT_PATH), cannot read it: ${error.code}.`,
    )
  })
  return parseEvent(text)
}

export function resolveDestination(
  { environment }: Context,
  { repo, pr, tokenEnv, apiUrl }: CommentOptions,
  event: ActionsEvent,
): Destination {
  const named = repo ?? environment['GITHUB_REPOSITORY']
  if (!named)
    throw new UsageError('Expected a repository: --repo owner/name, or GITHUB_REPOSITORY.')
  const number = pr === undefined ? event.number : parsePullNumber(pr)
  if (number === undefined && event.run === undefined)
    throw new UsageError(
      'Expected a pull request: --pr, or the event of one in GITHUB_EVENT_PATH. Runs for a push have none.',
    )
  return {
    apiUrl: parseApiUrl(apiUrl || environment['GITHUB_API_URL'] || PUBLIC_API_URL),
    repository: parseRepository(named),
    token: parseToken(environment[tokenEnv], tokenEnv),
    number,
    event,
    circumstances: {
      repository: named,
      number,
      tokenVariable: tokenEnv,
      isFromFork: event.isFromFork,
    },
  }
}

/** A number beside a run that measured elsewhere is checked against what GitHub knows of that run. */
export async function findPull(
  client: Client,
  { repository, event, number }: Destination,
): Promise<MeasuredPull> {
  if (event.run === undefined) return { kind: 'current', number: number! }
  return await findMeasuredPull(client, repository, event.run, number)
}

/** The comment shows it as a link. */
export function parseWebUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new UsageError(`Expected an address that begins with https://, got "${text}".`)
  return url.href
}
