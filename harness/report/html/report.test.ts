import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readSession } from '../../results/read-session.ts'
import { judgeSession } from '../../judge/judge.ts'
import { renderHtmlReport } from './report.ts'
import { buildPageInput } from './testing-page.ts'

const OPTIONS = { sessionFile: 'session.jsonl' }
const { session, judgement } = buildPageInput()
const page = renderHtmlReport(session, judgement, 'branch', OPTIONS)

/** What a number that is not there would look like. */
const NOTHING = /NaN|Infinity|undefined|\[object/
const bodyOf = (text: string) => text.slice(text.indexOf('<body>'))
const wordsOf = (html: string) =>
  html
    .split(/<[^>]+>|\s+/)
    .filter(Boolean)
    .join(' ')

describe('an HTML report', () => {
  it('is the same, byte for byte, whenever it is made', () => {
    const again = buildPageInput()
    expect(renderHtmlReport(again.session, again.judgement, 'branch', OPTIONS)).toBe(page)
  })

  it('lets in its own style and script and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!
    for (const tag of ['style', 'script']) {
      const [, content] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)!
      const digest = createHash('sha256').update(content!).digest('base64')
      expect(policy).toContain(`${tag}-src 'sha256-${digest}'`)
    }
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(page.match(/<(script|style)\b/g)).toHaveLength(2)
    expect(page).not.toMatch(/\s(style|on[a-z]+)="/)
    expect(page).not.toMatch(/(src|href|action)="(?!#|data:,")|url\(|@import|https?:/)
  })

  it('shows what people wrote as they wrote it, never as HTML', () => {
    const evil = '<img src=x onerror=alert(1)> & "q"'
    const scenarios = session.header.scenarios.map((one) => ({
      ...one,
      title: evil,
      summary: evil,
    }))
    const targets = session.header.targets.map((one) => ({ ...one, subject: evil }))
    const hostile = { ...session, header: { ...session.header, scenarios, targets } }
    const text = renderHtmlReport(hostile, judgement, 'branch', OPTIONS)
    expect(text).not.toContain('<img')
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;q&quot;')
  })

  it('has a place to link to for every scenario, and leads there from the table', () => {
    for (const { name } of session.header.scenarios) {
      expect(page).toContain(`id="scenario-${name}"`)
      expect(page).toContain(`href="#scenario-${name}"`)
    }
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, to] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(to)
  })

  it('tells the numbers of every picture in a table beside it', () => {
    const figures = [...page.matchAll(/<figure>[^]*?<\/figure>/g)].map(([text]) => text)
    expect(figures.length).toBeGreaterThanOrEqual(8)
    for (const figure of figures) {
      expect(figure).toMatch(/role="img" aria-label="[^"]{20,}"/)
      expect(figure).toContain('<tbody>')
    }
  })

  it('tells what the indexes took before and after, where that is known', () => {
    const sizes = { branch: [29_900_000, 15_300_000], again: [29_900_000, 29_900_000] }
    const units = session.units.map((unit) => ({
      ...unit,
      lifecycle: unit.lifecycle.map((each) => {
        const [indexBytesBefore, indexBytesAfter] = sizes[each.target as keyof typeof sizes] ?? []
        return { ...each, indexBytesBefore, indexBytesAfter }
      }),
    }))
    const text = renderHtmlReport({ ...session, units }, judgement, 'branch', OPTIONS)
    const [row] = /<th[^>]*>indexes, before → after[^]*?<\/tr>/.exec(text)!
    expect(wordsOf(row)).toBe('indexes, before → after – – 29.9 MB → 15.3 MB')
    expect(page).toContain('database, before → after')
    expect(page).not.toContain('indexes, before → after')
  })

  it('holds the budgets of a gate against their limits, those of other candidates left out', () => {
    const rowsOf = (label: string, amount: number) => {
      const limit = { amount, of: 'us' } as const
      const place = { scenario: 'writes', load: '*', metric: 'p50' }
      const judged = judgeSession(session, { budgets: [{ ...place, bound: 'at most', limit }] })
      const text = renderHtmlReport(session, judged, label, OPTIONS)
      const [, part] = /<h2 id="budgets">Budgets<\/h2>([^]*?)<h2/.exec(text)!
      const [, rows] = /<tbody>([^]*)<\/tbody>/.exec(part!)!
      return wordsOf(rows!)
    }
    expect([rowsOf('branch', 500), rowsOf('branch', 330), rowsOf('midpoint', 330)])
      .toMatchInlineSnapshot(`
      [
        "p50 of writes on branch ≤ 0.500 ms 0.369 … 0.411 ms 0.273 … 0.308 ms met",
        "p50 of writes on branch ≤ 0.330 ms 0.369 … 0.411 ms 0.273 … 0.308 ms broken",
        "p50 of writes on midpoint ≤ 0.330 ms 0.281 … 0.299 ms 0.273 … 0.308 ms met",
      ]
    `)
    expect(page).not.toContain('id="budgets"')
  })

  it('says that nothing is known rather than 0', () => {
    expect(bodyOf(page)).not.toMatch(NOTHING)
  })

  it('refuses a candidate that the session does not have', () => {
    expect(() => renderHtmlReport(session, judgement, 'nobody', OPTIONS)).toThrow(
      'Expected a candidate of the session (midpoint, branch, again), got "nobody".',
    )
  })

  it('can be made of a session without timelines, of an older version, and of one that was cut off', async () => {
    const story = await readSession('reports/story/session.jsonl')
    const older = renderHtmlReport(story, judgeSession(story), 'followup', OPTIONS)
    expect(bodyOf(older)).not.toMatch(NOTHING)
    const cut = { header: story.header, units: story.units.slice(0, 1) }
    const one = renderHtmlReport(cut, judgeSession(cut), 'followup', OPTIONS)
    expect(bodyOf(one)).not.toMatch(NOTHING)
    const none = { header: story.header, units: [] }
    expect(renderHtmlReport(none, judgeSession(none), 'followup', OPTIONS)).toContain(
      'Nothing judged',
    )
  })
})
