// What an error of GitHub's API means for whoever runs the command, and what to do about it. GitHub says 404 for what a
// token must not see, and 403 for five different things.
import { RequestError } from '@octokit/request-error'
import { GraphqlResponseError } from '@octokit/graphql'
import { z } from 'zod'
import { EXIT } from '../../core/errors.ts'
import type { ExitCode } from '../../core/errors.ts'
import { formatInstant, formatSpanMs } from '../../core/format.ts'
import { GaveUp } from './gave-up.ts'

/** The comment could not be written; nothing is known about speed by that. */
export class CommentError extends Error {
  override readonly name = 'CommentError'
  readonly exitCode: ExitCode = EXIT.usage
}

export interface Circumstances {
  /** `owner/name`, as it was asked for. */
  readonly repository: string
  readonly number: number | undefined
  /** Name of the variable that holds the token. */
  readonly tokenVariable: string
  /** The job runs for a pull request from a fork. */
  readonly isFromFork: boolean
  readonly nowMs: number
}

/** Errors that are not GitHub's are returned as they are. */
export function explain(error: unknown, circumstances: Circumstances): unknown {
  if (error instanceof GaveUp) return new CommentError(explainGivingUp(error, circumstances))
  if (error instanceof RequestError) return new CommentError(explainAnswer(error, circumstances))
  if (error instanceof z.ZodError)
    return new CommentError(
      `Expected the API to answer as GitHub does, got something else: ${z.prettifyError(error).replaceAll('\n', ' ')}. Check --api-url.`,
    )
  if (error instanceof GraphqlResponseError)
    return new CommentError(
      `GitHub does not answer a query: ${error.message.replaceAll('\n', ' ')}`,
    )
  return error
}

function explainGivingUp(
  { trouble, attempts, message, status }: GaveUp,
  { nowMs }: Circumstances,
): string {
  if (trouble.kind === 'limited') {
    const until = formatInstant(new Date(nowMs + trouble.waitMs).toISOString())
    return `GitHub refuses further requests of this token (${trouble.limit} rate limit) until about ${until}, in ${formatSpanMs(trouble.waitMs)}, which is longer than this command waits. Run it again then: everything it does may be done twice.`
  }
  const last = status === undefined ? message : `status ${status}, ${message}`
  return `GitHub did not answer properly in ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} (last: ${last}). Look at www.githubstatus.com and run the command again.`
}

function explainAnswer(error: RequestError, circumstances: Circumstances): string {
  const said = `GitHub said: ${error.message}`
  const where = `${circumstances.repository}${circumstances.number === undefined ? '' : `, pull request ${circumstances.number}`}`
  switch (error.status) {
    case 401:
      return `GitHub does not know the token in ${circumstances.tokenVariable}: it is wrong, expired or for another server than --api-url. ${said}`
    case 403:
      return `${explainForbidden(error, circumstances)} ${said}`
    case 404:
      return `GitHub finds nothing at ${where}, or does not show it to this token. Check --repo and --pr; for a private repository the token needs to read it ("permissions: contents: read, pull-requests: write"). ${said}`
    case 410:
      return `Comments on ${where} are switched off or gone. ${said}`
    case 422:
      return `GitHub refuses the comment on ${where} as it is. ${said}`
    default:
      return `GitHub answered with status ${error.status} for ${where}. ${said}`
  }
}

function explainForbidden(
  { message, response }: RequestError,
  circumstances: Circumstances,
): string {
  const { tokenVariable, isFromFork } = circumstances
  if (/locked/i.test(message))
    return 'The conversation of the pull request is locked: unlock it, or let somebody with write access comment.'
  if (response?.headers['x-github-sso'] !== undefined)
    return `The organisation asks for single sign-on: authorise the token in ${tokenVariable} for it in your settings.`
  if (/personal access token/i.test(message))
    return `The token in ${tokenVariable} may not comment: a fine-grained one needs "Pull requests: write" for this repository, a classic one the scope "repo" ("public_repo" where it is public).`
  if (isFromFork)
    return 'For a pull request from a fork the token can only read, whatever "permissions" says. Measure in one job and comment from a second one that "workflow_run" starts: docs/comment.md has both.'
  return `The token in ${tokenVariable} may not comment. In GitHub Actions give the job "permissions: pull-requests: write" (an organisation may forbid it: Settings › Actions › Workflow permissions).`
}
