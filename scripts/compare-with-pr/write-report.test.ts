import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeReport } from './write-report.ts'
import { fabricateStory } from './testing-story.ts'

const README = 'reports/pr-615/README.md'
const folder = mkdtempSync(join(tmpdir(), 'heartbench-pr-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the published comparison', () => {
  it('is what its sessions and explanations say today', async () => {
    const published = readFileSync(README, 'utf8')
    const files = [...published.matchAll(/^- `(?<file>\S+\.jsonl)`: /gm)].map(({ groups }) =>
      join('reports/pr-615', groups!['file']!),
    )
    const [file, attribution] = files
    const asked = { file: file!, attribution, folder: 'reports/pr-615' }
    expect(await writeReport(asked)).toBe(published)
  })
})

describe('a session that cannot be compared', () => {
  it('is refused before anything is written', async () => {
    const file = join(folder, 'other.session.jsonl')
    const { header, units } = fabricateStory({ units: 2, rounds: 2, targets: [{ label: 'one' }] })
    writeFileSync(file, [header, ...units].map((line) => `${JSON.stringify(line)}\n`).join(''))
    await expect(writeReport({ file, attribution: undefined, folder })).rejects.toThrow(
      'Expected targets labelled master, midpoint, branch, followup, got one.',
    )
  })
})
