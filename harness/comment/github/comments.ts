// The comments of a pull request: list, create, change, minimise. Answers are validated, since they decide what is
// written next.
import { z } from 'zod'
import { MeasurementError } from '../../core/errors.ts'
import type { Client } from './client.ts'
import type { PullPlace, Repository } from './repository.ts'

/** GitHub closes a conversation after 2,500 comments; this many pages of 100 are more than that. */
const PAGES_MAX = 30
const PAGE_SIZE = 100

const commentSchema = z.object({
  id: z.number(),
  node_id: z.string(),
  html_url: z.string(),
  /** Null for somebody whose account is gone. */
  user: z.object({ login: z.string() }).nullable(),
  body: z.string().nullish(),
})

export interface PostedComment {
  readonly id: number
  /** What GraphQL calls it. */
  readonly nodeId: string
  readonly url: string
  readonly author: string | undefined
  readonly body: string
}

/** Oldest first, all pages. */
export async function listComments(client: Client, place: PullPlace): Promise<PostedComment[]> {
  const pages = client.paginate.iterator(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    {
      owner: place.owner,
      repo: place.repo,
      issue_number: place.number,
      per_page: PAGE_SIZE,
    },
  )
  const comments: PostedComment[] = []
  let count = 0
  for await (const { data } of pages) {
    comments.push(...z.array(commentSchema).parse(data).map(toComment))
    if (++count >= PAGES_MAX)
      throw new MeasurementError(
        `Expected at most ${PAGES_MAX * PAGE_SIZE} comments on pull request ${place.number}, got more.`,
      )
  }
  return comments
}

export async function createComment(
  client: Client,
  place: PullPlace,
  body: string,
): Promise<PostedComment> {
  const { data } = await client.request(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { owner: place.owner, repo: place.repo, issue_number: place.number, body },
  )
  return toComment(commentSchema.parse(data))
}

export async function updateComment(
  client: Client,
  { owner, repo }: Repository,
  id: number,
  body: string,
): Promise<PostedComment> {
  const { data } = await client.request(
    'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
    {
      owner,
      repo,
      comment_id: id,
      body,
    },
  )
  return toComment(commentSchema.parse(data))
}

/** Folds a comment away as outdated; only GraphQL can. Harmless when it is folded already. */
export async function minimizeComment(client: Client, nodeId: string): Promise<void> {
  await client.graphql(
    `mutation ($id: ID!) {
      minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) {
        minimizedComment { isMinimized }
      }
    }`,
    { id: nodeId },
  )
}

function toComment({
  id,
  node_id,
  html_url,
  user,
  body,
}: z.infer<typeof commentSchema>): PostedComment {
  return { id, nodeId: node_id, url: html_url, author: user?.login, body: body ?? '' }
}
