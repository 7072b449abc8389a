// What a finished bisection tells, from records that were written by hand: nothing is built or measured here.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asked, RecordLine } from '../../bisect/record.ts'
import { createTemporaryRepository } from '../../refs/fixtures/temporary-repository.ts'
import type { TemporaryRepository } from '../../refs/fixtures/temporary-repository.ts'
import { main } from '../main.ts'

let repository: TemporaryRepository
let commits: string[]
beforeAll(() => {
  repository = createTemporaryRepository()
  const scenarios = [{ name: 'items', requests: [{ path: '/' }] }]
  const config = JSON.stringify({ start: ['x', '{port}'], ready: { path: '/' }, scenarios })
  commits = ['Base', 'One', 'Two', 'Three'].map((subject) =>
    repository.commit(subject, { 'heartbench.config.json': config, subject }),
  )
})
afterAll(() => repository.remove())

async function run(...bisectArguments: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []]
  const code = await main(['bisect', ...bisectArguments], {
    directory: repository.root,
    environment: { ...process.env, HEARTBENCH_CACHE: join(repository.scratch, 'cache') },
    stdout: { write: (text: string) => stdout.push(text) },
    stderr: { write: (text: string) => stderr.push(text) },
  })
  return { code, stdout: stdout.join(''), stderr: stderr.join('') }
}

const MEASURED = { units: 6, durationMs: 1000 }
const changeOf = (value: number) => ({
  change: {
    value,
    low: value - 0.02,
    high: value + 0.02,
    confidence: 0.95,
    units: 6,
    method: 'clustered-trimmed' as const,
  },
})

/** Resumes a record that holds these lines; ids of commits are left out of what it tells. */
async function tell(lines: readonly RecordLine[], find: 'slower' | 'faster' = 'slower') {
  const asked: Asked = {
    kind: 'bisect',
    schemaVersion: 1,
    tool: { name: 'heartbench', version: '0.1.0' },
    id: 'x',
    startedAt: '2026-11-28T20:00:00.000Z',
    range: 'HEAD~3..HEAD',
    base: commits[0]!,
    head: commits[3]!,
    firstParent: false,
    subject: { scenario: 'items', load: 'requests', metric: 'p50', find },
    errorLevel: 0.05,
    measuring: { profile: 'pr' },
  }
  const file = join(repository.scratch, 'x.bisect.jsonl')
  writeFileSync(file, [asked, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''))
  const { code, stdout } = await run('--resume', file)
  const [answer = ''] = stdout.split('\n\nSessions:')
  return {
    code,
    answer: answer.replaceAll(/\b[0-9a-f]{7,40}\b/g, 'ID').replace(/Date: .*/, 'Date:'),
  }
}

const ends = (verdict: 'slower' | 'faster' | 'same' | 'unclear', ratio: number): RecordLine => ({
  kind: 'ends',
  verdict,
  risk: 0.0167,
  ...changeOf(ratio),
  ...MEASURED,
})
const tried = (
  index: number,
  answer: 'changed' | 'same' | 'skip',
  because?: string,
): RecordLine => ({
  kind: 'tried',
  commit: commits[index]!,
  answer,
  risk: 0.01,
  ...(because !== undefined && { because }),
  ...MEASURED,
})
const checked = (verdict: 'slower' | 'unclear', ratio: number): RecordLine => ({
  kind: 'checked',
  before: commits[1]!,
  after: commits[2]!,
  verdict,
  ...changeOf(ratio),
  ...MEASURED,
})

describe('a bisection', () => {
  it('that found a commit shows it as git does, with its change, and ends with 0', async () => {
    const found = [
      ends('slower', 1.2),
      tried(1, 'same'),
      tried(2, 'changed'),
      checked('slower', 1.2),
    ]
    expect(await tell(found)).toMatchInlineSnapshot(`
      {
        "answer": "ID is the first slower commit
      Author: Test <test@example.org>
      Date:

          Two

      p50 of items:
        against ID, the commit before it: slower, +20.0 % [+18.0 %, +22.0 %], 6 units
        head against base: slower, +20.0 % [+18.0 %, +22.0 %], 6 units",
        "code": 0,
      }
    `)
  })

  it('whose commit alone is not shown to be slower says so, and ends with 7', async () => {
    const found = [
      ends('slower', 1.2),
      tried(1, 'same'),
      tried(2, 'changed'),
      checked('unclear', 1.04),
    ]
    const { code, answer } = await tell(found)
    expect(code).toBe(7)
    expect(answer).toMatch(/Alone it is not shown to be slower: it is where half of the change/)
  })

  it('that is left with skipped commits lists what it could be, and ends with 7', async () => {
    const lines = [ends('slower', 1.2), tried(1, 'skip', 'It is unclear.'), tried(2, 'changed')]
    expect(await tell(lines)).toMatchInlineSnapshot(`
      {
        "answer": "Only skipped commits are left to test. The first slower commit could be any of:
        [ID] One
        [ID] Two

      p50 of items:
        head against base: slower, +20.0 % [+18.0 %, +22.0 %], 6 units

      Skipped: 1 commit
        [ID] One (It is unclear)

      Some of them were unclear after all planned units: try again with --profile nightly.",
        "code": 7,
      }
    `)
  })

  it('of ends that do not differ tries nothing, and ends with 8', async () => {
    expect(await tell([ends('same', 1.01)])).toMatchInlineSnapshot(`
      {
        "answer": "head is the same as base within ±5.0 % in p50 of items (+1.0 % [−1.0 %, +3.0 %]).
      There is no slower commit to search for. A smaller change can be searched for with --margin.",
        "code": 8,
      }
    `)
    const faster = await tell([ends('faster', 0.8)])
    expect(faster.code).toBe(8)
    expect(faster.answer).toMatch(/^head is faster than base .*\n.* Did you mean --find faster\?$/)
  })

  it('of ends that may differ says what would tell, and ends with 7', async () => {
    const { code, answer } = await tell([ends('unclear', 1.04)])
    expect(code).toBe(7)
    expect(answer).toMatch(/^Whether head is slower than base in p50 of items is unclear, \+4\.0 %/)
  })
})

describe('a mistake', () => {
  it('is refused before anything is built or written', async () => {
    const out = join(repository.scratch, 'out')
    const mistyped = ['--scenario', 'item', '--metric', 'p50', '--out', out]
    expect(await run('HEAD~3..HEAD', ...mistyped)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: Expected --scenario with one of items, got "item". Did you mean items?\n',
    })
    expect(readdirSync(repository.scratch)).not.toContain('out')
  })

  it('is what would search for something else beside --resume', async () => {
    const { code, stderr } = await run('a..b', '--resume', 'x.bisect.jsonl', '--first-parent')
    expect(stderr).toMatch(/Expected --resume without a\.\.b, --first-parent: what is searched/)
    expect(code).toBe(2)
  })
})
