// Creating a comment once. When the answer to the request is lost, nobody knows whether the comment is there: it is
// looked for before anything is sent again.
import type { RequestError } from '@octokit/request-error'
import { createComment, listComments } from './comments.ts'
import type { PostedComment } from './comments.ts'
import type { Client, Pace } from './client.ts'
import { GaveUp } from './gave-up.ts'
import { isSameLogin } from './own-login.ts'
import type { PullPlace } from './repository.ts'
import { isSameText } from './same-text.ts'
import { classify } from './trouble.ts'

const ATTEMPTS = 3

export interface Creation {
  readonly client: Client
  readonly pace: Pace
  readonly place: PullPlace
  readonly login: string
  /** Comments that were there before. */
  readonly known: readonly PostedComment[]
}

export async function createSurely(creation: Creation, body: string): Promise<PostedComment> {
  const { client, pace, place } = creation
  for (let attempt = 1; ; attempt++) {
    try {
      return await createComment(client, place, body)
    } catch (error) {
      const trouble = classify(error, attempt, pace.nowMs())
      if (trouble.kind !== 'transient') throw error
      if (attempt >= ATTEMPTS) throw new GaveUp(error as RequestError, trouble, attempt)
      await pace.sleep(trouble.waitMs)
      const found = await findCreated(creation, body)
      if (found !== undefined) return found
    }
  }
}

async function findCreated(
  { client, place, login, known }: Creation,
  body: string,
): Promise<PostedComment | undefined> {
  const before = new Set(known.map(({ id }) => id))
  const comments = await listComments(client, place)
  return comments.findLast(
    (comment) =>
      !before.has(comment.id) &&
      isSameLogin(comment.author, login) &&
      isSameText(comment.body, body),
  )
}
