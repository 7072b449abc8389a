// Which pull request a run measured. In a job that only comments nothing that the run left behind decides this: the
// event says which commit of which repository ran, and GitHub says whose head that is.
import { z } from 'zod'
import { UsageError } from '../../core/errors.ts'
import type { MeasuringRun } from '../event.ts'
import type { Client } from './client.ts'
import type { PullPlace, Repository } from './repository.ts'

const pullSchema = z.object({
  number: z.number(),
  head: z.object({
    sha: z.string(),
    ref: z.string(),
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
})

type Pull = z.infer<typeof pullSchema>

/** `superseded`: newer commits were pushed while the run measured; their own run will comment. */
export type MeasuredPull =
  | { readonly kind: 'current'; readonly number: number }
  | { readonly kind: 'superseded'; readonly number: number; readonly headSha: string }

/** `named` is a number from the command line, which may have come from the run's artefact: it is checked, not believed. */
export async function findMeasuredPull(
  client: Client,
  repository: Repository,
  run: MeasuringRun,
  named: number | undefined,
): Promise<MeasuredPull> {
  const pulls =
    named === undefined
      ? await listPullsOf(client, repository, run)
      : [await readPull(client, { ...repository, number: named })]
  const ofBranch = pulls.filter((pull) => isFromBranch(pull, run))
  const current = ofBranch.filter(({ head }) => head.sha === run.headSha)
  if (current.length === 1) return { kind: 'current', number: current[0]!.number }
  if (current.length > 1) throw new UsageError(describeSeveral(current))
  const [moved] = ofBranch
  if (moved === undefined) throw new UsageError(describeNone(run, named))
  return { kind: 'superseded', number: moved.number, headSha: moved.head.sha }
}

async function readPull(client: Client, { owner, repo, number }: PullPlace): Promise<Pull> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
    owner,
    repo,
    pull_number: number,
  })
  return pullSchema.parse(data)
}

/** Open ones whose head is that branch; the same branch rarely has more than one. */
async function listPullsOf(
  client: Client,
  { owner, repo }: Repository,
  { headOwner, headBranch }: MeasuringRun,
): Promise<readonly Pull[]> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    state: 'open',
    head: `${headOwner}:${headBranch}`,
    per_page: 100,
  })
  return z.array(pullSchema).parse(data)
}

/** Forks can hold the very commits of somebody else's pull request: repository and branch have to match as well. */
function isFromBranch({ head }: Pull, { headRepository, headBranch }: MeasuringRun): boolean {
  return head.repo?.full_name === headRepository && head.ref === headBranch
}

function describeSeveral(pulls: readonly Pull[]): string {
  const numbers = pulls.map(({ number }) => number).join(', ')
  return `Expected one open pull request from the branch that was measured, found ${numbers}: name one with --pr.`
}

function describeNone(run: MeasuringRun, named: number | undefined): string {
  const measured = `${run.headRepository}, branch ${run.headBranch}, commit ${run.headSha.slice(0, 10)}`
  return named === undefined
    ? `Expected an open pull request from what was measured (${measured}), found none: it was closed, or the run was no pull request's.`
    : `Expected pull request ${named} to be the one that was measured (${measured}), but it comes from another branch: the number did not come from this run. Leave --pr out, and the pull request is looked up.`
}
