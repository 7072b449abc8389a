import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { main } from '../main.ts'

const KEPT = fileURLToPath(new URL('../../report/fixtures/kept.session.jsonl', import.meta.url))

let directory: string
let stdout: string
let stderr: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'heartbench-report-'))
  await copyFile(KEPT, join(directory, 'a.session.jsonl'))
})

afterEach(async () => {
  await rm(directory, { recursive: true, force: true })
})

async function report(...args: string[]): Promise<number> {
  stdout = ''
  stderr = ''
  return await main(['report', ...args], {
    directory,
    environment: {},
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
}

/** The kept session under another id, and with another label for its candidate. */
async function writeOther(file: string, id: string, label = 'branch'): Promise<void> {
  const text = await readFile(KEPT, 'utf8')
  const other = text
    .replaceAll('20260612T080000-kept', id)
    .replaceAll('"label":"branch"', `"label":${JSON.stringify(label)}`)
    .replaceAll('"target":"branch"', `"target":${JSON.stringify(label)}`)
  await writeFile(join(directory, file), other)
}

describe('report without a format', () => {
  it('writes Markdown and a page beside the session file, prints the summary, ends like the judgement', async () => {
    expect(await report('a.session.jsonl')).toBe(4)
    expect(await readdir(directory)).toEqual([
      'a.session.jsonl',
      'branch.html',
      'branch.md',
      'control.html',
      'control.md',
    ])
    expect(stdout).toContain('branch against main')
    expect(stdout).toContain('Session file: a.session.jsonl')
  })

  it('tells several sessions apart by their ids', async () => {
    await writeOther('b.session.jsonl', 'other')
    expect(await report('a.session.jsonl', 'b.session.jsonl', '--out', 'out')).toBe(4)
    expect(await readdir(join(directory, 'out'))).toEqual([
      '20260612T080000-kept.branch.html',
      '20260612T080000-kept.branch.md',
      '20260612T080000-kept.control.html',
      '20260612T080000-kept.control.md',
      'other.branch.html',
      'other.branch.md',
      'other.control.html',
      'other.control.md',
    ])
    expect(stdout).toContain('Session file: a.session.jsonl')
    expect(stdout).toContain('Session file: b.session.jsonl')
  })
})

describe('report --format', () => {
  it('prints the one document that there is', async () => {
    expect(await report('a.session.jsonl', '--format', 'json')).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'judgement', outcome: 'wrongAnswers' })
    expect(await readdir(directory)).toEqual(['a.session.jsonl'])
  })

  it('prints texts one after the other, and of one candidate when asked', async () => {
    await report('a.session.jsonl', '-f', 'md')
    expect(stdout.match(/^# .*$/gm)).toEqual([
      expect.stringMatching(/: branch against main$/),
      expect.stringMatching(/: control against main$/),
    ])
    await report('a.session.jsonl', '-f', 'md', '--only', 'control')
    expect(stdout.match(/^# .*$/gm)).toEqual([expect.stringMatching(/: control against main$/)])
  })

  it('writes several formats into files and prints their paths', async () => {
    expect(await report('a.session.jsonl', '-f', 'json,junit', '-f', 'terminal', '-o', 'out')).toBe(
      4,
    )
    expect(stdout.split('\n')).toEqual([
      'out/report.json',
      'out/branch.junit.xml',
      'out/report.txt',
      '',
    ])
    expect((await readdir(join(directory, 'out'))).length).toBe(3)
  })

  it('gives labels that no file name can hold names of their own, inside the directory', async () => {
    await writeOther('c.session.jsonl', '../c', '../../up/x')
    await report('c.session.jsonl', 'a.session.jsonl', '-f', 'md', '-o', 'out')
    expect(await readdir(join(directory, 'out'))).toEqual([
      '20260612T080000-kept.branch.md',
      '20260612T080000-kept.control.md',
      'c.control.md',
      'c.up-x.md',
    ])
  })
})

describe('report refuses', () => {
  it.each([
    [['a.session.jsonl', '-f', 'pdf'], /Expected a format \(md, .*got "pdf"/],
    [['a.session.jsonl', '-f', 'json,md'], /Expected one --format for stdout, got 2/],
    [['a.session.jsonl', '--only', 'branch'], /Expected --format beside --only/],
    [
      ['a.session.jsonl', '-f', 'md', '--only', 'x'],
      /of md for session .* \(branch, control\), got "x"/,
    ],
    [['a.session.jsonl', 'a.session.jsonl'], /Expected different sessions/],
    [['none.jsonl', '-f', 'json'], /Expected a session file/],
    [['a.session.jsonl', '-f', 'json', '-o', 'a.session.jsonl'], /is not a directory/],
    [[], /missing required argument/],
  ])('%j', async (args, message) => {
    expect(await report(...args)).toBe(2)
    expect(stderr).toMatch(message)
    expect(stdout).toBe('')
  })

  it('a second document that stdout could not tell from the first', async () => {
    await writeOther('b.session.jsonl', 'other')
    expect(await report('a.session.jsonl', 'b.session.jsonl', '-f', 'json')).toBe(2)
    expect(stderr).toMatchInlineSnapshot(`
      "error: Expected one document for stdout, but json gives 2 here: 20260612T080000-kept.report.json, other.report.json. Name one session and one document with --only, or write files with --out.
      "
    `)
  })
})
