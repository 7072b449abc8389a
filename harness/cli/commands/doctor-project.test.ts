import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXIT, TargetError } from '../../core/errors.ts'
import type { Note } from '../../core/notes.ts'
import type { Scenario } from '../../core/scenario.ts'
import { createTemporaryRepository } from '../../refs/fixtures/temporary-repository.ts'
import type { TemporaryRepository } from '../../refs/fixtures/temporary-repository.ts'
import type { Answer } from '../../results/schema.ts'
import type { Tried } from '../../session/try-targets.ts'
import { checkTrial } from '../check-project-trial.ts'
import { main } from '../main.ts'

let repository: TemporaryRepository
beforeEach(() => {
  repository = createTemporaryRepository()
})
afterEach(() => repository.remove())

const CONFIG = {
  start: ['server', '--port', '{port}'],
  scenarios: [{ name: 'items', requests: [{ path: '/items' }] }],
}

/** Only what is wrong before anything is built. */
async function wrong(config: object | undefined) {
  const files = config === undefined ? {} : { 'heartbench.config.json': JSON.stringify(config) }
  repository.commit('First', { 'x.txt': '', ...files })
  let stdout = ''
  const code = await main(['doctor', '--project', '--json'], {
    directory: repository.root,
    environment: { ...process.env, HEARTBENCH_CACHE: repository.scratch },
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => undefined },
  })
  const { checks } = JSON.parse(stdout) as {
    checks: { id: string; state: string; found: string }[]
  }
  return { code, bad: checks.filter(({ state }) => state === 'bad') }
}

describe('doctor --project, before anything is built,', () => {
  it('says that there is no config, or that it is wrong', async () => {
    expect(await wrong(undefined)).toMatchObject({ code: EXIT.usage, bad: [{ id: 'config' }] })
    const { bad } = await wrong({ ...CONFIG, unts: 6 })
    expect(bad).toMatchObject([{ meaning: expect.stringContaining('Unrecognized key: "unts"') }])
  })

  it('names a port that is not passed, a lock file and a ref that are missing', async () => {
    const config = {
      ...CONFIG,
      start: ['server'],
      install: ['npm', 'ci'],
      lockFile: 'package-lock.json',
      compare: ['main', 'nowhere'],
    }
    const { code, bad } = await wrong(config)
    expect(code).toBe(EXIT.usage)
    expect(bad.map(({ id, found }) => [id, found])).toEqual([
      ['refs', '"nowhere" is no commit here'],
      ['port', 'no {port} in start or environment'],
      ['lock-file', 'package-lock.json is missing'],
    ])
  })
})

describe('a trial', () => {
  const items = { name: 'items', readOnly: true } as Scenario
  const writes = { name: 'writes', readOnly: false } as Scenario
  const started = [{ process: { readyMs: 1500 } }] as unknown as Tried['started'] & object

  function tried(state: Answer['state'], notes: readonly Note[] = []): Tried {
    const answer = { scenario: 'items', target: 'two', digest: '', bytes: 1, state }
    const cost = (us: number) => ({ us, freshUs: us })
    const costs = { items: { one: cost(500), two: cost(700) }, writes: { one: cost(100) } }
    const stopped = [{ reason: { kind: 'exited' }, lifecycle: { stopMs: 12 } }]
    return {
      started,
      rehearsal: { answers: [answer], notes, costs },
      stopped: stopped as unknown as Tried['stopped'] & object,
    }
  }

  const linesOf = (...input: Parameters<typeof checkTrial>) =>
    checkTrial(...input).map(({ state, title, found }) => `${state} ${title}: ${found}`)

  it('that goes well tells what it took', () => {
    expect(linesOf(tried('same'), undefined, [items, writes])).toEqual([
      'ok Build: the working tree',
      'ok Start: ready after 2 s',
      'ok Answers: items: the same twice, 0.700 ms a request',
      'ok Answers: writes: not compared, 0.100 ms a request',
      'ok Stop: after 12 ms',
    ])
  })

  it('says where it ended, with the end of the log, and what was not tried', () => {
    const failure = new TargetError('Expected it to build.', { logTail: ['one', 'no compiler'] })
    expect(linesOf(undefined, failure, [items])).toEqual([
      'bad Build: failed',
      'unknown Start: not tried',
      'unknown Answers: not tried',
      'unknown Stop: not tried',
    ])
    expect(checkTrial(undefined, failure, [items])[0]!.meaning).toBe(
      'Expected it to build. Its log ends: one | no compiler',
    )
    expect(linesOf({ failure }, undefined, [items])[1]).toBe('bad Start: not ready')
    expect(linesOf({ started, failure }, undefined, [items])[2]).toBe('bad Answers: broke off')
  })

  it('finds answers that change by themselves, and says what to do', () => {
    const note: Note = {
      code: 'answers-differ',
      scenario: 'items',
      target: 'two',
      request: 'GET /items',
      detail: 'byte 7',
    }
    const results = checkTrial(tried('different', [note]), undefined, [items])
    expect(results[2]).toMatchObject({ state: 'bad', found: 'items: another answer each time' })
    expect(results[2]!.meaning).toMatch(/"readOnly": false.*GET \/items.*byte 7/)
    expect(linesOf(tried('wrong-status'), undefined, [items])[2]).toBe(
      'bad Answers: items: wrong status',
    )
  })

  it.each([
    [{ kind: 'killed', askedWith: 'SIGTERM', timeoutMs: 50 }, 'still there 50 ms after SIGTERM'],
    [{ kind: 'died', code: 1, signal: null }, 'ended by itself'],
  ])('finds a server that ends as %o', (reason, found) => {
    const stopped = [{ reason, lifecycle: {} }] as never
    expect(linesOf({ ...tried('same'), stopped }, undefined, [items]).at(-1)).toBe(
      `bad Stop: ${found}`,
    )
  })
})
