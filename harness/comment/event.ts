// What GitHub Actions says about the event that started the job. The payload comes from GitHub, but parts of it
// (names of branches and repositories) were chosen by whoever opened the pull request.
import { z } from 'zod'
import { UsageError } from '../core/errors.ts'

const pullSchema = z.object({
  number: z.number().int().positive(),
  head: z.object({ repo: z.object({ full_name: z.string() }).nullable() }),
  base: z.object({ repo: z.object({ full_name: z.string() }) }),
})

const runSchema = z.object({
  event: z.string(),
  head_sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  head_branch: z.string().nullable(),
  head_repository: z
    .object({ full_name: z.string(), owner: z.object({ login: z.string() }) })
    .nullable(),
  html_url: z.string(),
})

const payloadSchema = z.object({
  pull_request: pullSchema.optional(),
  workflow_run: runSchema.optional(),
  issue: z
    .object({ number: z.number().int().positive(), pull_request: z.looseObject({}).optional() })
    .optional(),
})

/** The run that measured, in a job that only comments. */
export interface MeasuringRun {
  readonly headSha: string
  readonly headBranch: string
  /** `owner/name` of the repository the branch is in; a fork's for most pull requests from outside. */
  readonly headRepository: string
  readonly headOwner: string
  readonly url: string
}

export interface ActionsEvent {
  /** The pull request that the event itself is about. */
  readonly number: number | undefined
  /** From a fork: the token of the job can only read. */
  readonly isFromFork: boolean
  readonly run: MeasuringRun | undefined
}

export const NO_EVENT: ActionsEvent = { number: undefined, isFromFork: false, run: undefined }

/** `text` is the file that GITHUB_EVENT_PATH names. */
export function parseEvent(text: string): ActionsEvent {
  const payload = payloadSchema.safeParse(parseJson(text))
  if (!payload.success)
    throw new UsageError(
      `Expected the payload of an event in GITHUB_EVENT_PATH, got something else: ${z.prettifyError(payload.error).replaceAll('\n', ' ')}. Name the pull request with --pr and unset GITHUB_EVENT_PATH to do without.`,
    )
  const { pull_request: pull, workflow_run: run, issue } = payload.data
  return {
    number: pull?.number ?? (issue?.pull_request === undefined ? undefined : issue.number),
    isFromFork: pull !== undefined && pull.head.repo?.full_name !== pull.base.repo.full_name,
    run: run === undefined ? undefined : toRun(run),
  }
}

function toRun(run: z.infer<typeof runSchema>): MeasuringRun {
  if (!run.event.startsWith('pull_request'))
    throw new UsageError(
      `Expected a workflow_run of a pull request, got one of "${run.event}": run this job only "if: github.event.workflow_run.event == 'pull_request'".`,
    )
  if (run.head_repository === null || run.head_branch === null)
    throw new UsageError(
      'Expected the repository and branch of the run that measured, got none: they were deleted since.',
    )
  return {
    headSha: run.head_sha,
    headBranch: run.head_branch,
    headRepository: run.head_repository.full_name,
    headOwner: run.head_repository.owner.login,
    url: run.html_url,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
