import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  primaryLimit,
  refuses,
  secondaryLimit,
  staysSilent,
  dropsConnection,
  lists,
  posts,
} from '../../comment/fixtures/faults.ts'
import { startGitHub, TOKEN } from '../../comment/fixtures/github-server.ts'
import type { GitHubStandIn } from '../../comment/fixtures/github-server.ts'
import { buildSession } from '../../judge/testing-session.ts'
import type { Session } from '../../results/schema.ts'
import { main } from '../main.ts'
import { commentCommand } from './comment.ts'

const SHA = 'a'.repeat(40)
const FORK = { number: 7, sha: SHA, branch: 'faster', from: 'mallory/server' }
const NOW_MS = Date.parse('2026-11-28T12:00:00Z')

let directory: string
let github: GitHubStandIn

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'heartbench-comment-'))
  github = await startGitHub({
    pulls: [FORK, { ...FORK, number: 8, branch: 'other', from: 'octo/server' }],
  })
  await writeFile(join(directory, 'a.session.jsonl'), fileOf(buildSession({ units: 2, rounds: 2 })))
})

afterEach(async () => {
  await github.close()
  await rm(directory, { recursive: true })
})

function fileOf({ header, units, end }: Session): string {
  return [header, ...units, end].map((line) => `${JSON.stringify(line)}\n`).join('')
}

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly sleptMs: readonly number[]
}

interface Setting {
  readonly options?: Partial<Parameters<typeof commentCommand>[1]>
  readonly environment?: NodeJS.ProcessEnv
  readonly event?: unknown
}

/** As the command line runs it, but for the waiting. */
async function comment({ options, environment, event }: Setting = {}): Promise<Ended> {
  const [out, err]: [string[], string[]] = [[], []]
  const sleptMs: number[] = []
  if (event !== undefined) await writeFile(join(directory, 'event.json'), JSON.stringify(event))
  const context = {
    directory,
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
    environment: {
      GITHUB_TOKEN: TOKEN,
      GITHUB_REPOSITORY: 'octo/server',
      GITHUB_API_URL: github.url,
      ...(event !== undefined && { GITHUB_EVENT_PATH: join(directory, 'event.json') }),
      ...environment,
    },
  }
  const pace = { sleep: async (ms: number) => void sleptMs.push(ms), nowMs: () => NOW_MS }
  const given = {
    from: 'a.session.jsonl',
    tokenEnv: 'GITHUB_TOKEN',
    name: 'heartbench',
    ...options,
  }
  const run = commentCommand(context, given, pace, { timeoutMs: 200 })
  const code = await run.catch((error: Error) => {
    err.push(`error: ${error.message}\n${error.stack}\n`)
    return (error as { exitCode?: number }).exitCode ?? -1
  })
  return { code, out: out.join(''), err: err.join(''), sleptMs }
}

function message({ err }: Ended): string {
  return /^error: (.*)$/m.exec(err)?.[1] ?? ''
}

const workflowRun = (changes: object = {}) => ({
  workflow_run: {
    event: 'pull_request',
    head_sha: SHA,
    head_branch: 'faster',
    head_repository: { full_name: 'mallory/server', owner: { login: 'mallory' } },
    html_url: 'https://github.com/octo/server/actions/runs/123',
    pull_requests: [],
    ...changes,
  },
})

const pullRequest = (from: string) => ({
  pull_request: {
    number: 7,
    head: { repo: { full_name: from } },
    base: { repo: { full_name: 'octo/server' } },
  },
})

describe('heartbench comment', () => {
  it('comments on the pull request of the event and prints where', async () => {
    const ended = await comment({ event: pullRequest('octo/server') })
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toBe('created https://github.com/octo/server/pull/7#issuecomment-1000\n')
    expect((await comment({ event: pullRequest('octo/server') })).out).toMatch(/^unchanged /)
  })

  it('takes repository, pull request and token from the command line, too', async () => {
    const environment = { GITHUB_REPOSITORY: 'other/one', GITHUB_TOKEN: '', BOT_TOKEN: TOKEN }
    const options = { repo: 'octo/server', pr: '8', tokenEnv: 'BOT_TOKEN', apiUrl: github.url }
    expect((await comment({ options, environment })).out).toContain('/pull/8#')
  })

  it('prints the comment with --dry-run and needs neither token nor network', async () => {
    const ended = await comment({ options: { dryRun: true }, environment: { GITHUB_TOKEN: '' } })
    expect(ended.code).toBe(0)
    expect(ended.out).toMatch(/^<!-- heartbench:comment .* -->\n## .*: branch against master\n/)
    expect(github.world.asked).toEqual([])
  })

  it('names the page of its run, where GitHub Actions has one', async () => {
    const environment = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_RUN_ID: '42' }
    const { out } = await comment({ options: { dryRun: true }, environment })
    expect(out).toContain('https://github.com/octo/server/actions/runs/42')
  })

  it('works on a server of one’s own, whose API lies below /api/v3', async () => {
    await github.close()
    github = await startGitHub({ pulls: [FORK], enterprise: true })
    expect((await comment({ options: { pr: '7' } })).out).toMatch(/^created /)
  })

  it('lists its options', async () => {
    const out: string[] = []
    const stdout = { write: (text: string) => out.push(text) }
    await main(['comment', '--help'], { directory, environment: {}, stdout, stderr: stdout })
    expect(out.join('')).toMatch(/--from .*--repo .*--pr .*--token-env .*--api-url .*--dry-run/s)
  })
})

describe('a job that comments on what another one measured', () => {
  it('finds the pull request by the commit that ran, without any number', async () => {
    const ended = await comment({ event: workflowRun() })
    expect(ended.out).toContain('/pull/7#')
    expect(github.world.asked[0]!.path).toContain('/pulls?state=open&head=mallory%3Afaster')
    expect(github.world.comments[0]!.body).toMatch(/own code[^]*actions\/runs\/123/)
  })

  it('checks a number against that commit, its branch and its repository', async () => {
    expect((await comment({ event: workflowRun(), options: { pr: '7' } })).out).toContain(
      '/pull/7#',
    )
    const forged = await comment({ event: workflowRun(), options: { pr: '8' } })
    expect(forged.code).toBe(2)
    expect(message(forged)).toMatchInlineSnapshot(
      `"Expected pull request 8 to be the one that was measured (mallory/server, branch faster, commit aaaaaaaaaa), but it comes from another branch: the number did not come from this run. Leave --pr out, and the pull request is looked up."`,
    )
    expect(github.world.comments).toHaveLength(1)
  })

  it('writes nothing about a commit that newer ones have followed', async () => {
    for (const options of [{}, { pr: '7' }]) {
      const ended = await comment({ event: workflowRun({ head_sha: 'b'.repeat(40) }), options })
      expect(ended).toMatchObject({ code: 0, out: '' })
      expect(ended.err).toContain('moved on to aaaaaaaaaa')
    }
    expect(github.world.comments).toEqual([])
  })

  it('refuses runs of other events, and branches without a pull request', async () => {
    expect(message(await comment({ event: workflowRun({ event: 'push' }) }))).toContain('"push"')
    const gone = await comment({ event: workflowRun({ head_branch: 'gone' }) })
    expect(message(gone)).toContain('found none')
    expect(gone.code).toBe(2)
  })

  it('follows no link in place of the session file', async () => {
    await writeFile(join(directory, 'secret'), 'secret of this machine\n')
    await symlink(join(directory, 'secret'), join(directory, 'b.session.jsonl'))
    const ended = await comment({ event: workflowRun(), options: { from: 'b.session.jsonl' } })
    expect(message(ended)).toContain('found a link')
    expect(ended.err).not.toContain('secret of')
  })

  it('lets a broken file command neither the runner nor itself', async () => {
    await writeFile(join(directory, 'a.session.jsonl'), '\r::error::boo ##[error]boo\n')
    const ended = await comment({ event: workflowRun() })
    expect(ended.code).toBe(2)
    expect(ended.err).not.toMatch(/[\r\n]::|##\[/)
  })

  it('says that times and histograms that are none are the file’s fault', async () => {
    const { header, units, end } = buildSession({ units: 2, rounds: 2 })
    const odd = { header: { ...header, startedAt: 'yesterday' }, units, end: end! }
    await writeFile(join(directory, 'a.session.jsonl'), fileOf(odd))
    const ended = await comment({ event: workflowRun() })
    expect(ended.code).toBe(2)
    expect(message(ended)).toContain('Expected a session that can be reported')
  })
})

describe('what is said when it fails', () => {
  const cases = {
    'a wrong token': refuses(401, 'Bad credentials'),
    'a token that may only read': refuses(403, 'Resource not accessible by integration', posts),
    'a personal token': refuses(403, 'Resource not accessible by personal access token', posts),
    'a locked conversation': refuses(
      403,
      'Unable to create comment because issue is locked.',
      posts,
    ),
    'not there, or hidden': refuses(404, 'Not Found', lists),
    'comments switched off': refuses(410, 'Issues are disabled for this repo', posts),
    'a refused comment': refuses(422, 'Validation Failed', posts),
  }

  it('names the cause and the cure, without trying again', async () => {
    const told: Record<string, string> = {}
    for (const [name, fault] of Object.entries(cases)) {
      github.world.faults.push(fault)
      const ended = await comment({ options: { pr: '7' } })
      expect(ended).toMatchObject({ code: 2, sleptMs: [] })
      told[name] = message(ended)
    }
    expect(told).toMatchInlineSnapshot(`
      {
        "a locked conversation": "The conversation of the pull request is locked: unlock it, or let somebody with write access comment. GitHub said: Unable to create comment because issue is locked. - https://docs.github.com/rest",
        "a personal token": "The token in GITHUB_TOKEN may not comment: a fine-grained one needs "Pull requests: write" for this repository, a classic one the scope "repo" ("public_repo" where it is public). GitHub said: Resource not accessible by personal access token - https://docs.github.com/rest",
        "a refused comment": "GitHub refuses the comment on octo/server, pull request 7 as it is. GitHub said: Validation Failed - https://docs.github.com/rest",
        "a token that may only read": "The token in GITHUB_TOKEN may not comment. In GitHub Actions give the job "permissions: pull-requests: write" (an organisation may forbid it: Settings › Actions › Workflow permissions). GitHub said: Resource not accessible by integration - https://docs.github.com/rest",
        "a wrong token": "GitHub does not know the token in GITHUB_TOKEN: it is wrong, expired or for another server than --api-url. GitHub said: Bad credentials - https://docs.github.com/rest",
        "comments switched off": "Comments on octo/server, pull request 7 are switched off or gone. GitHub said: Issues are disabled for this repo - https://docs.github.com/rest",
        "not there, or hidden": "GitHub finds nothing at octo/server, pull request 7, or does not show it to this token. Check --repo and --pr; for a private repository the token needs to read it ("permissions: contents: read, pull-requests: write"). GitHub said: Not Found - https://docs.github.com/rest",
      }
    `)
  })

  it('explains that a fork’s token can only read', async () => {
    github.world.faults.push(refuses(403, 'Resource not accessible by integration', posts))
    expect(message(await comment({ event: pullRequest('mallory/server') }))).toMatchInlineSnapshot(
      `"For a pull request from a fork the token can only read, whatever "permissions" says. Measure in one job and comment from a second one that "workflow_run" starts: docs/comment.md has both. GitHub said: Resource not accessible by integration - https://docs.github.com/rest"`,
    )
  })

  it('waits for a secondary limit as long as asked, then goes on', async () => {
    github.world.faults.push(secondaryLimit(403, 17), secondaryLimit(429, undefined))
    const ended = await comment({ options: { pr: '7' } })
    expect(ended).toMatchObject({ code: 0, sleptMs: [17_000, 120_000] })
    expect(ended.err).toMatch(/Trying again in 17 s/)
  })

  it('waits until the quota is renewed when that is soon', async () => {
    github.world.faults.push(primaryLimit(NOW_MS / 1000 + 40))
    expect(await comment({ options: { pr: '7' } })).toMatchObject({ code: 0, sleptMs: [41_000] })
  })

  it('gives up at once when that is long, and says when to come back', async () => {
    github.world.faults.push(primaryLimit(NOW_MS / 1000 + 1800))
    const ended = await comment({ options: { pr: '7' } })
    expect(ended).toMatchObject({ code: 2, sleptMs: [] })
    expect(message(ended)).toMatchInlineSnapshot(
      `"GitHub refuses further requests of this token (primary rate limit) until about 2026-11-28 12:30 UTC, in 30 min 1 s, which is longer than this command waits. Run it again then: everything it does may be done twice."`,
    )
  })

  it('gives up after four attempts at a server that fails or hangs up', async () => {
    github.world.faults.push(
      refuses(502, 'Bad gateway', lists),
      dropsConnection(lists),
      refuses(500, 'Oops', lists),
      refuses(503, 'Unavailable', lists),
    )
    const ended = await comment({ options: { pr: '7' } })
    expect(ended).toMatchObject({ code: 2, sleptMs: [1000, 4000, 9000] })
    expect(message(ended)).toMatchInlineSnapshot(
      `"GitHub did not answer properly in 4 attempts (last: status 503, Unavailable - https://docs.github.com/rest). Look at www.githubstatus.com and run the command again."`,
    )
  })

  it('does not wait for an answer for ever', async () => {
    github.world.faults.push(staysSilent(lists))
    const ended = await comment({ options: { pr: '7' } })
    expect(ended).toMatchObject({ code: 0, sleptMs: [1000] })
    expect(ended.err).toMatch(/timeout/)
  })

  it('asks for what is missing', async () => {
    const say = async (setting: Setting) => message(await comment(setting))
    expect(await say({})).toContain('--pr')
    expect(await say({ options: { pr: '7', repo: 'server' } })).toContain('owner/name')
    expect(await say({ options: { pr: 'seven' } })).toContain('number of a pull request')
    expect(await say({ options: { pr: '7' }, environment: { GITHUB_REPOSITORY: '' } })).toContain(
      '--repo',
    )
    expect(await say({ options: { pr: '7', apiUrl: 'http://example.com' } })).toContain(
      "GitHub's API",
    )
    expect(await say({ options: { pr: '7', reportUrl: 'javascript:1' } })).toContain('https://')
    expect(await say({ options: { from: 'none.jsonl' } })).toContain('found nothing')
    expect(await say({ event: [1] })).toContain('GITHUB_EVENT_PATH')
  })
})

describe('the token', () => {
  it('has to be there and to look like one', async () => {
    const options = { pr: '7' }
    const missing = await comment({ options, environment: { GITHUB_TOKEN: ' ' } })
    expect(message(missing)).toContain('GITHUB_TOKEN: ${{ github.token }}')
    const odd = await comment({ options, environment: { GITHUB_TOKEN: 'ghp_secret\nvalue' } })
    expect(message(odd)).toContain('no token has')
    expect(odd.err).not.toContain('ghp_secret')
  })

  it('is never printed, not even when GitHub repeats it', async () => {
    for (const status of [401, 422, 502])
      github.world.faults.push(
        refuses(status, `Bad token ${TOKEN}, ${encodeURIComponent(TOKEN)}`, lists),
      )
    for (let run = 0; run < 2; run++) {
      const ended = await comment({ options: { pr: '7' } })
      expect(ended.code).toBe(2)
      expect(ended.err).toContain('[token]')
      expect(ended.out + ended.err).not.toContain(TOKEN)
    }
  })

  it('goes to GitHub in a header and nowhere else', async () => {
    await comment({ options: { pr: '7' } })
    expect(JSON.stringify(github.world.asked)).not.toContain(TOKEN)
    expect(github.world.comments[0]!.body).not.toContain(TOKEN)
  })
})
