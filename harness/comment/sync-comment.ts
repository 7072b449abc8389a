// One comment per pull request, config and base that is always the latest. It is edited where that will do, since
// nobody is told of an edit; when there is more to do than before a new one is written, of which GitHub does tell, and
// the old one is folded away.
import { RequestError } from '@octokit/request-error'
import { EXIT } from '../core/errors.ts'
import type { CommentText } from './body.ts'
import type { Client, Pace } from './github/client.ts'
import { listComments, minimizeComment, updateComment } from './github/comments.ts'
import type { PostedComment } from './github/comments.ts'
import { createSurely } from './github/create-surely.ts'
import { CommentError } from './github/explain.ts'
import { findOwnLogin, isSameLogin } from './github/own-login.ts'
import type { PullPlace } from './github/repository.ts'
import { isSameText } from './github/same-text.ts'
import { isTooLong } from './github/too-long.ts'
import { isWorse, parseMarker } from './marker.ts'

export interface Sync {
  readonly client: Client
  readonly pace: Pace
  readonly place: PullPlace
  /** The comment from a rung of the ladder on; undefined when there is no shorter one. */
  readonly compose: (from: number) => CommentText | undefined
  /** Leaves a pull request alone while all passes and there is no comment yet. */
  readonly isQuiet: boolean
  readonly say: (text: string) => void
}

export type Action = 'created' | 'updated' | 'replaced' | 'unchanged' | 'skipped'

export interface Synced {
  readonly action: Action
  readonly url: string | undefined
}

export async function syncComment(sync: Sync): Promise<Synced> {
  const { client, place } = sync
  const composed = composeFirst(sync)
  const login = await findOwnLogin(client)
  const known = await listComments(client, place)
  const previous = findSticky(known, login, composed.marker.key)
  const action = decide(previous, composed, sync.isQuiet)
  if (action === 'skipped' || action === 'unchanged') return { action, url: previous?.url }
  const create = (text: string) => createSurely({ ...sync, login, known }, text)
  if (action === 'updated') return await update(sync, composed, previous!, create)
  const { url } = await writeFitting(sync, composed, create)
  if (action === 'replaced') await foldAway(sync, previous!)
  return { action, url }
}

/** What has to be done, from what is there and what is to be said. */
export function decide(
  previous: PostedComment | undefined,
  { text, marker }: CommentText,
  isQuiet: boolean,
): Action {
  if (previous === undefined)
    return isQuiet && marker.exitCode === EXIT.pass ? 'skipped' : 'created'
  if (isSameText(previous.body, text)) return 'unchanged'
  const before = parseMarker(previous.body)!.exitCode
  return isWorse(marker.exitCode, before) ? 'replaced' : 'updated'
}

/** The newest one: those before it were folded away when it was written. */
function findSticky(
  comments: readonly PostedComment[],
  login: string,
  key: string,
): PostedComment | undefined {
  return comments.findLast(
    ({ author, body }) => isSameLogin(author, login) && parseMarker(body)?.key === key,
  )
}

type Write = (text: string) => Promise<PostedComment>

/** Somebody may delete the comment while it is being changed. */
async function update(
  sync: Sync,
  composed: CommentText,
  { id }: PostedComment,
  create: Write,
): Promise<Synced> {
  const { client, place } = sync
  try {
    const change: Write = (text) => updateComment(client, place, id, text)
    return { action: 'updated', url: (await writeFitting(sync, composed, change)).url }
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 404) throw error
    return { action: 'created', url: (await writeFitting(sync, composed, create)).url }
  }
}

/** One rung further down whenever GitHub finds the comment too long. */
async function writeFitting(
  { compose, say }: Sync,
  composed: CommentText,
  write: Write,
): Promise<PostedComment> {
  for (let current = composed; ;) {
    try {
      return await write(current.text)
    } catch (error) {
      const shorter = isTooLong(error) ? compose(current.rung + 1) : undefined
      if (shorter === undefined) throw error
      say(`GitHub finds ${current.text.length} characters too many; leaving out more.`)
      current = shorter
    }
  }
}

/** The new comment is there: an old one that stays open is worth a word, not a failure. */
async function foldAway({ client, say }: Sync, { nodeId, url }: PostedComment): Promise<void> {
  try {
    await minimizeComment(client, nodeId)
  } catch (error) {
    say(`The comment before could not be minimised and stays open (${url}): ${messageOf(error)}`)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function composeFirst({ compose }: Sync): CommentText {
  const composed = compose(0)
  if (composed === undefined)
    throw new CommentError(
      'Expected a comment that fits, but not even its verdict does: labels are too long.',
    )
  return composed
}
