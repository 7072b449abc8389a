import { describe, expect, it } from 'vitest'
import { judgeSession } from '../../judge/judge.ts'
import { buildSession } from '../../judge/testing-session.ts'
import { renderFailureSummary, renderJobSummary } from './job-summary.ts'

const session = buildSession({
  units: 3,
  rounds: 2,
  scenarios: [{ name: 'reads' }, { name: 'writes' }],
  targets: [
    { label: 'main' },
    { label: 'branch', latencyRatio: 1.5 },
    { label: 'again', isControl: true },
  ],
})
const budgets = [
  { scenario: '*', load: '*', metric: 'p95', bound: 'at most', limit: { amount: 2500, of: 'us' } },
] as const
const judgement = judgeSession(session, { budgets })
const summary = (bytesMax: number) =>
  renderJobSummary(session, judgement, { sessionFile: 'x.session.jsonl', bytesMax })

describe('the job summary', () => {
  it('holds the outcome and the report of every candidate, without that of the control', () => {
    const text = summary(1_000_000)
    expect(text).toMatch(/^## Gate: failed\n/)
    expect(text).toMatch(/^# .*: branch against main$/m)
    expect(text).not.toMatch(/^# .*: again against main$/m)
    expect(text).toContain('<details>')
    expect(text).not.toContain('Shortened')
  })

  it('gets shorter by whole parts until it fits', () => {
    const whole = Buffer.byteLength(summary(1_000_000))
    const sizes = [whole - 1, 6000, 4000, 2500, 1500, 900].map((bytesMax) => {
      const text = summary(bytesMax)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytesMax)
      expect(text).toMatch(/^## Gate: failed\n/)
      expect(text.trimEnd()).toMatch(/Shortened, as GitHub drops .*\.$/)
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
      return expectWholeTables(text)
    })
    expect(sizes[0]).toBeGreaterThan(sizes.at(-1)!)
  })

  it('is left out where not even the outcome fits', () => {
    expect(summary(20)).toBe('')
  })

  it('tells of a gate that could not judge', () => {
    expect(renderFailureSummary('Expected the build to succeed.', ['cc: `no`', 'stop']))
      .toMatchInlineSnapshot(`
      "## Gate: failed

      Expected the build to succeed.

      \`\`\`text
      cc: \`no\`
      stop
      \`\`\`
      "
    `)
  })
})

/** Every line of a table has as many cells as its header; the number of tables. */
function expectWholeTables(text: string): number {
  const tables = text.split('\n\n').filter((part) => part.startsWith('| '))
  for (const table of tables) {
    const lines = table.split('\n')
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) expect(line.endsWith('|')).toBe(true)
  }
  return tables.length
}
