import { afterEach, describe, expect, it } from 'vitest'
import { EXIT } from '../core/errors.ts'
import type { CommentText } from './body.ts'
import {
  asksGraphql,
  breaksOff,
  changes,
  dropsConnection,
  lists,
  posts,
  refuses,
  storesAndDrops,
} from './fixtures/faults.ts'
import { startGitHub, TOKEN } from './fixtures/github-server.ts'
import type { GitHubStandIn } from './fixtures/github-server.ts'
import type { StoredComment, World } from './fixtures/world.ts'
import { connect } from './github/client.ts'
import { commentKey, renderMarker } from './marker.ts'
import { syncComment } from './sync-comment.ts'
import type { Synced } from './sync-comment.ts'

const BOT = 'github-actions[bot]'
const PULL = { number: 7, sha: 'a'.repeat(40), branch: 'faster', from: 'octo/server' }
const KEY = commentKey('heartbench', 'main')

let running: GitHubStandIn | undefined
afterEach(async () => {
  await running?.close()
  running = undefined
})

/** A comment of one line behind its marker; further rungs are shorter. */
function composed(
  exitCode: number,
  text = 'Same speed.',
): (from: number) => CommentText | undefined {
  const marker = { key: KEY, exitCode }
  return (from) =>
    from > 3
      ? undefined
      : {
          text: `${renderMarker(marker)}\n${text.slice(0, text.length >> from)}\n`,
          marker,
          rung: from,
        }
}

function stored(id: number, body: string, login = BOT): StoredComment {
  return { id, number: PULL.number, login, body, isMinimized: false }
}

interface Told {
  readonly synced: Synced
  readonly asked: readonly string[]
  readonly said: readonly string[]
  readonly sleptMs: readonly number[]
  readonly world: World
}

async function sync(
  compose: (from: number) => CommentText | undefined,
  settings: Parameters<typeof startGitHub>[0] = {},
  isQuiet = false,
): Promise<Told> {
  running = await startGitHub({ pulls: [PULL], ...settings })
  const { world, url } = running
  const [said, sleptMs]: [string[], number[]] = [[], []]
  const pace = {
    sleep: async (ms: number) => void sleptMs.push(ms),
    nowMs: () => 1_800_000_000_000,
  }
  const say = (text: string) => void said.push(text)
  const client = connect({ apiUrl: url, token: TOKEN, userAgent: 'heartbench/test', pace, say })
  const place = { owner: 'octo', repo: 'server', number: PULL.number }
  const synced = await syncComment({ client, pace, place, compose, isQuiet, say })
  return {
    synced,
    said,
    sleptMs,
    world,
    asked: world.asked.map(({ method, path }) => `${method} ${path}`),
  }
}

describe('the sticky comment', () => {
  it('is created where there is none', async () => {
    const { synced, asked, world } = await sync(composed(EXIT.pass))
    expect(synced).toEqual({
      action: 'created',
      url: 'https://github.com/octo/server/pull/7#issuecomment-1000',
    })
    expect(asked).toMatchInlineSnapshot(`
      [
        "GET /user",
        "POST /graphql",
        "GET /repos/octo/server/issues/7/comments?per_page=100",
        "POST /repos/octo/server/issues/7/comments",
      ]
    `)
    expect(world.comments).toEqual([stored(1000, composed(EXIT.pass)(0)!.text)])
  })

  it('is edited in place while there is no more to do than before', async () => {
    const comments = [stored(1, composed(EXIT.regression, 'Slower.')(0)!.text)]
    const { synced, asked, world } = await sync(composed(EXIT.regression, 'Slower, again.'), {
      comments,
    })
    expect(synced.action).toBe('updated')
    expect(asked).toMatchInlineSnapshot(`
      [
        "GET /user",
        "POST /graphql",
        "GET /repos/octo/server/issues/7/comments?per_page=100",
        "PATCH /repos/octo/server/issues/comments/1",
      ]
    `)
    expect(world.comments).toEqual([
      stored(1, composed(EXIT.regression, 'Slower, again.')(0)!.text),
    ])
  })

  it('is written anew when there is more to do, and the old one minimised', async () => {
    const comments = [stored(1, composed(EXIT.pass)(0)!.text)]
    const { synced, asked, world } = await sync(composed(EXIT.regression, 'Slower.'), { comments })
    expect(synced.action).toBe('replaced')
    expect(asked).toMatchInlineSnapshot(`
      [
        "GET /user",
        "POST /graphql",
        "GET /repos/octo/server/issues/7/comments?per_page=100",
        "POST /repos/octo/server/issues/7/comments",
        "POST /graphql",
      ]
    `)
    expect(world.comments.map(({ isMinimized }) => isMinimized)).toEqual([true, false])
    expect(world.asked.at(-1)!.body).toMatchObject({ variables: { id: 'IC_1' } })
  })

  it('is left alone when it says the same already, whatever became of the ends of its lines', async () => {
    const { text } = composed(EXIT.pass)(0)!
    const comments = [stored(1, text.trimEnd().replaceAll('\n', '\r\n'))]
    const { synced, asked } = await sync(composed(EXIT.pass), { comments })
    expect(synced.action).toBe('unchanged')
    expect(asked.every((request) => !/PATCH|POST \/repos/.test(request))).toBe(true)
  })

  it('is found behind a hundred others, page by page', async () => {
    const others = Array.from({ length: 205 }, (_, index) => stored(index + 2, 'Nice!', 'octocat'))
    const comments = [...others, stored(300, composed(EXIT.pass, 'Old.')(0)!.text)]
    const { synced, asked } = await sync(composed(EXIT.pass), { comments })
    expect(synced.action).toBe('updated')
    expect(asked.filter((request) => request.startsWith('GET /repos'))).toHaveLength(3)
  })

  it('is never somebody else’s, whatever that one begins with', async () => {
    const comments = [stored(1, composed(EXIT.pass)(0)!.text, 'mallory'), stored(2, 'no marker')]
    const { synced, world } = await sync(composed(EXIT.pass), { comments })
    expect(synced.action).toBe('created')
    expect(world.comments).toHaveLength(3)
  })

  it('of another config or base is another one', async () => {
    const marker = { key: commentKey('api', 'main'), exitCode: EXIT.pass }
    const comments = [stored(1, `${renderMarker(marker)}\nSame speed.\n`)]
    expect((await sync(composed(EXIT.pass), { comments })).synced.action).toBe('created')
  })

  it('is the newest of ours: older ones were minimised', async () => {
    const comments = [1, 2].map((id) => stored(id, composed(EXIT.pass, `Old ${id}.`)(0)!.text))
    const { world } = await sync(composed(EXIT.pass), { comments })
    expect(world.comments.map(({ body }) => body.includes('Old'))).toEqual([true, false])
  })

  it('stays unwritten with --quiet while all passes, and is kept up to date once it is there', async () => {
    const { synced, world } = await sync(composed(EXIT.pass), {}, true)
    expect(synced).toEqual({ action: 'skipped', url: undefined })
    expect(world.comments).toEqual([])
    await running!.close()
    expect((await sync(composed(EXIT.regression), {}, true)).synced.action).toBe('created')
    await running!.close()
    const comments = [stored(1, composed(EXIT.regression)(0)!.text)]
    expect((await sync(composed(EXIT.pass), { comments }, true)).synced.action).toBe('updated')
  })
})

describe('who we are', () => {
  it('is asked at GET /user by a person’s token', async () => {
    const comments = [stored(1, composed(EXIT.pass, 'Old.')(0)!.text, 'Ann')]
    const { synced, asked } = await sync(composed(EXIT.pass), {
      comments,
      token: 'person',
      login: 'ann',
    })
    expect(synced.action).toBe('updated')
    expect(asked).not.toContain('POST /graphql')
  })

  it('is asked at GraphQL by the token of an app, which may not ask for its user', async () => {
    const comments = [stored(1, composed(EXIT.pass, 'Old.')(0)!.text, 'bench-app[bot]')]
    const { synced } = await sync(composed(EXIT.pass), { comments, login: 'bench-app[bot]' })
    expect(synced.action).toBe('updated')
  })

  it('is the bot of GitHub Actions for a token that may ask neither', async () => {
    const comments = [stored(1, composed(EXIT.pass, 'Old.')(0)!.text)]
    const faults = [refuses(403, 'Resource not accessible by integration', asksGraphql)]
    expect((await sync(composed(EXIT.pass), { comments, faults })).synced.action).toBe('updated')
  })
})

describe('when something goes wrong', () => {
  it('does not comment twice when the answer to the first try is lost', async () => {
    const { synced, world, asked, sleptMs } = await sync(composed(EXIT.pass), {
      faults: [storesAndDrops()],
    })
    expect(synced).toEqual({
      action: 'created',
      url: expect.stringContaining('#issuecomment-1000'),
    })
    expect(world.comments).toHaveLength(1)
    expect(asked.filter((request) => request.startsWith('POST /repos'))).toHaveLength(1)
    expect(sleptMs).toEqual([1000])
  })

  it('tries again when the first try never arrived', async () => {
    const faults = [dropsConnection(posts), refuses(502, 'Bad gateway', posts)]
    const { world, sleptMs } = await sync(composed(EXIT.pass), { faults })
    expect(world.comments).toHaveLength(1)
    expect(sleptMs).toEqual([1000, 4000])
  })

  it('does not take a list that broke off for one without comments', async () => {
    const comments = [stored(1, composed(EXIT.pass, 'Old.')(0)!.text)]
    const { synced, sleptMs } = await sync(composed(EXIT.pass), {
      comments,
      faults: [breaksOff(lists)],
    })
    expect(synced.action).toBe('updated')
    expect(sleptMs).toEqual([1000])
  })

  it('goes down the ladder while GitHub finds the comment too long', async () => {
    const { world, said } = await sync(composed(EXIT.pass, 'x'.repeat(1000)), { bodyMax: 400 })
    expect(world.comments[0]!.body.length).toBeLessThanOrEqual(400)
    expect(said).toHaveLength(2)
  })

  it('passes on that even the shortest comment is too long', async () => {
    await expect(sync(composed(EXIT.pass, 'x'.repeat(1000)), { bodyMax: 1 })).rejects.toThrow(
      /too long/,
    )
  })

  it('creates the comment when somebody deletes it before it is edited', async () => {
    const comments = [stored(1, composed(EXIT.pass, 'Old.')(0)!.text)]
    const { synced, world } = await sync(composed(EXIT.pass), {
      comments,
      faults: [refuses(404, 'Not Found', changes)],
    })
    expect(synced.action).toBe('created')
    expect(world.comments).toHaveLength(2)
  })

  it('keeps the new comment when the old one cannot be minimised, and says so', async () => {
    const comments = [stored(1, composed(EXIT.pass)(0)!.text)]
    const faults = [
      (asked: { body: unknown }, ...rest: never[]) => isMinimizing(asked) && refused(...rest),
    ]
    const { synced, said } = await sync(composed(EXIT.regression), {
      comments,
      faults: faults as never,
    })
    expect(synced.action).toBe('replaced')
    expect(said).toEqual([expect.stringContaining('could not be minimised')])
  })
})

function isMinimizing({ body }: { readonly body: unknown }): boolean {
  return JSON.stringify(body ?? '').includes('minimizeComment')
}

function refused(...rest: readonly unknown[]): unknown {
  return refuses(403, 'Resource not accessible by integration')(
    {} as never,
    ...(rest as [never, never]),
  )
}
