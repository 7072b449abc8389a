import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendSummary, isOnGithub, renderOutput, setOutputs } from './github-actions.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-github-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const contextWith = (environment: Record<string, string>) => ({
  directory: '/',
  environment,
  stdout: { write: () => true },
  stderr: { write: () => true },
})

describe('what GitHub Actions reads', () => {
  it('is written where it runs, unless a flag says otherwise', () => {
    const there = contextWith({ GITHUB_ACTIONS: 'true' })
    expect([isOnGithub(there, undefined), isOnGithub(there, false)]).toEqual([true, false])
    const elsewhere = contextWith({})
    expect([isOnGithub(elsewhere, undefined), isOnGithub(elsewhere, true)]).toEqual([false, true])
  })

  it('takes outputs of one line as they are, and others between delimiters that they do not hold', () => {
    expect(renderOutput(['verdict', 'pass'])).toBe('verdict=pass\n')
    expect(renderOutput(['report', 'a.md\nHEARTBENCH_END'])).toBe(
      'report<<HEARTBENCH_END_\na.md\nHEARTBENCH_END\nHEARTBENCH_END_\n',
    )
  })

  it('appends outputs to what other commands of the step wrote', async () => {
    const file = join(folder, 'output')
    writeFileSync(file, 'before=1\n')
    await setOutputs(contextWith({ GITHUB_OUTPUT: file }), { 'exit-code': '1' })
    expect(readFileSync(file, 'utf8')).toBe('before=1\nexit-code=1\n')
  })

  it('leaves a summary the room that the step has left', async () => {
    const file = join(folder, 'summary')
    writeFileSync(file, 'x'.repeat(1000))
    const asked: number[] = []
    await appendSummary(contextWith({ GITHUB_STEP_SUMMARY: file }), (bytesMax) => {
      asked.push(bytesMax)
      return '# New\n'
    })
    expect(asked).toEqual([1_048_576 - 1001])
    expect(readFileSync(file, 'utf8').slice(995)).toBe('xxxxx\n# New\n')
  })

  it('is nothing where no file is named', async () => {
    await appendSummary(contextWith({}), () => 'never')
    await setOutputs(contextWith({}), { a: '1' })
  })
})
