import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXIT } from '../../core/errors.ts'
import { buildSession } from '../../judge/testing-session.ts'
import { readSession } from '../../results/read-session.ts'
import { sessionText } from '../../results/write-session.ts'
import { main } from '../main.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-merge-'))
  mkdirSync(join(folder, 'shards'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(id: string, scenario: string): void {
  const { header, units, end } = buildSession({
    scenarios: [{ name: scenario }],
    units: 2,
    rounds: 1,
    seed: id,
    voidUnits: id === 'b' ? [1] : [],
  })
  const text = sessionText({ header: { ...header, id }, units, end: end! })
  writeFileSync(join(folder, 'shards', `${id}.session.jsonl`), text)
}

async function run(...argv: readonly string[]) {
  let [stdout, stderr] = ['', '']
  const code = await main(['merge', ...argv], {
    directory: folder,
    environment: { NO_COLOR: '1' },
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { code, stdout, stderr }
}

describe('heartbench merge', () => {
  it('joins what a folder holds into a file that is read like any other, and says what it was', async () => {
    write('a', 'reads')
    write('b', 'writes')
    const { code, stdout } = await run('shards', '--expect', '2', '--out', 'shards/x.session.jsonl')
    expect(code).toBe(EXIT.pass)
    expect(stdout).toMatchInlineSnapshot(`
      "Joined 2 sessions with 3 complete units:
        a: 2 complete units; reads; 2 × Synthetic CPU, seed a
        b: 1 complete unit, 1 void; writes; 2 × Synthetic CPU, seed b
      Session file: shards/x.session.jsonl
      "
    `)
    const { header, units } = await readSession(join(folder, 'shards/x.session.jsonl'))
    expect(header.shards).toHaveLength(2)
    expect(units).toHaveLength(4)
  })

  it('refuses another number of sessions than expected, and leaves no file', async () => {
    write('a', 'reads')
    const { code, stderr } = await run('shards', '--expect', '2', '--out', 'x.session.jsonl')
    expect(code).toBe(EXIT.usage)
    expect(stderr).toBe(
      'error: Expected 2 sessions, found 1: shards/a.session.jsonl. What a missing shard was to measure would not be judged at all.\n',
    )
    expect(() => readFileSync(join(folder, 'x.session.jsonl'))).toThrow('ENOENT')
  })

  it('overwrites nothing', async () => {
    write('a', 'reads')
    write('b', 'writes')
    writeFileSync(join(folder, 'x'), 'mine')
    const { code, stderr } = await run('shards', '--out', 'x')
    expect([code, stderr]).toEqual([EXIT.usage, expect.stringContaining('Expected no file at')])
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('mine')
  })

  it('says where it found no session, and that it needs an output', async () => {
    expect((await run('shards', '--out', 'x')).stderr).toContain('below shards, found none')
    expect((await run('none.jsonl', '--out', 'x')).stderr).toContain('none.jsonl, found nothing')
    expect((await run('shards')).code).toBe(EXIT.usage)
  })
})
