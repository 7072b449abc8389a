import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { groupMembers } from '../targets/process-table.ts'
import { explainQueries } from './query-plans.ts'
import type { Explained } from './query-plans.ts'
import type { SessionTarget } from './session-target.ts'

let folder: string
const groups: number[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-explain-'))
  groups.length = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Asked {
  readonly database?: string | undefined
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** Runs the text as a Node program, which is given the database. */
function explain(program: string, asked: Asked = {}): Promise<Explained | undefined> {
  const { timeoutMs = 20_000, signal = new AbortController().signal } = asked
  const target = {
    info: { label: 'branch' },
    directory: folder,
    explain: {
      command: [process.execPath, '-e', program, '{db}'],
      environment: { PATH: process.env['PATH'] },
      timeoutMs,
    },
  } as unknown as SessionTarget
  return explainQueries({
    target,
    database: 'database' in asked ? asked.database : '/copies/x.db',
    homes: { XDG_CONFIG_HOME: join(folder, 'home') },
    owner: { environment: {}, directory: folder, recordGroup: (pid) => void groups.push(pid) },
    signal,
  })
}

const printing = (value: unknown) => `console.log(${JSON.stringify(JSON.stringify(value))})`
const whyOf = (explained: Explained | undefined) =>
  explained !== undefined && 'note' in explained ? explained.note : undefined

describe('an explain command', () => {
  it('is given the copy and homes of its own, and its list is kept', async () => {
    const program = `console.error('a warning'); console.log(JSON.stringify([
      { name: 'items', sql: 'SELECT 1', plan: [process.argv[1], process.env.XDG_CONFIG_HOME], cost: 3 },
      { name: 'no sql', plan: [] }]))`
    expect(await explain(program)).toEqual({
      plans: {
        target: 'branch',
        statements: [
          { name: 'items', sql: 'SELECT 1', plan: ['/copies/x.db', join(folder, 'home')] },
          { name: 'no sql', sql: '', plan: [] },
        ],
      },
    })
  })

  it.each([
    [
      'fails',
      'console.error("boom\\nError: no such table"); process.exit(3)',
      'it ended with exit code 3 (Error: no such table)',
    ],
    ['prints no JSON', 'console.log("SCAN items")', 'it printed no JSON but "SCAN items"'],
    [
      'prints another shape',
      printing([{ name: 'a', plan: 'SCAN' }]),
      'got something else at 0.plan',
    ],
    [
      'names two alike',
      printing([
        { name: 'a', plan: [] },
        { name: 'a', plan: [] },
      ]),
      'a different name for each statement',
    ],
    [
      'prints without end',
      'for (;;) require("node:fs").writeSync(1, "x".repeat(1e6))',
      'it printed more than 4 MB and was ended',
    ],
  ])('that %s becomes a note', async (_, program, why) => {
    expect(whyOf(await explain(program))).toMatchObject({
      code: 'not-explained',
      target: 'branch',
      why: expect.stringContaining(why),
    })
  })

  it('that does not end is ended, with all it started', async () => {
    const program = `require('node:child_process').spawn('sleep', ['60']); setInterval(() => {}, 1000)`
    expect(whyOf(await explain(program, { timeoutMs: 300 }))).toMatchObject({
      why: 'it was still running after 300 ms and was ended',
    })
    expect(groups).toHaveLength(1)
    expect(groupMembers(groups[0]!)).toEqual([])
  })

  it('is not run without the database it asks for, and ends with the session', async () => {
    expect(whyOf(await explain('1', { database: undefined }))).toMatchObject({
      why: 'no snapshot was given for {db}',
    })
    const stop = new AbortController()
    const waiting = explain('setInterval(() => {}, 1000)', { signal: stop.signal })
    stop.abort(new Error('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
    expect(readdirSync(folder)).toEqual([])
  })
})
