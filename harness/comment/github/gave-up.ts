// The end of patience: after so many attempts, or since GitHub asks for a longer wait than a command should take.
import type { RequestError } from '@octokit/request-error'
import type { Trouble } from './trouble.ts'

export class GaveUp extends Error {
  override readonly name = 'GaveUp'
  readonly trouble: Exclude<Trouble, { kind: 'final' }>
  readonly attempts: number
  /** Status of the last answer; undefined when none came. */
  readonly status: number | undefined

  constructor(error: RequestError, trouble: Exclude<Trouble, { kind: 'final' }>, attempts: number) {
    super(error.message, { cause: error })
    this.trouble = trouble
    this.attempts = attempts
    this.status = error.response?.status
  }
}
