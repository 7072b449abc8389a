// GitHub's refusal of a comment that is too long. Its limit is not documented, so that its answer decides.
import { RequestError } from '@octokit/request-error'

export function isTooLong(error: unknown): boolean {
  if (!(error instanceof RequestError)) return false
  return error.status === 413 || (error.status === 422 && /too long/i.test(error.message))
}
