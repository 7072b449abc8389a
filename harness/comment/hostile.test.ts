import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { buildReportJudgement, buildReportSession } from '../report/testing-report.ts'
import { parseSession } from '../results/read-session.ts'
import type { Session } from '../results/schema.ts'
import { composeComment } from './body.ts'
import { LONGEST_COMMENT } from './ladder.ts'
import { parseMarker } from './marker.ts'
import { findLive, renderAsGitHub } from './testing-github-markdown.ts'

/** What a comment may consist of; everything else would have come from the session. */
const TAGS = new Set(
  'h2 h3 p strong code pre ul li table thead tbody tr th td details summary'.split(' '),
)

/** Every text of the session replaced, labels alike so that they still match each other. */
function infect(value: unknown, text: (original: string) => string, key = ''): unknown {
  if (typeof value === 'string') return KEPT.has(key) ? value : text(value)
  if (Array.isArray(value)) return value.map((each) => infect(each, text, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, infect(each, text, name)]),
  )
}

/** What the schema, the catalogue of metrics or the codes of notes fix; histograms that are none are refused. */
const KEPT = new Set(
  'kind role state model arrival code metric severity rule verdict method startedAt finishedAt serviceUs responseUs latenessUs'.split(
    ' ',
  ),
)

function comment(text: (original: string) => string): string {
  const session = infect(buildReportSession(), text) as Session
  const judgement = infect(buildReportJudgement(), text) as ReturnType<typeof buildReportJudgement>
  return composeComment({
    session,
    judgement,
    name: 'heartbench',
    sessionFile: 'session.jsonl',
    reportUrl: undefined,
    isUntrusted: true,
  })!.text
}

function withCandidates(count: number): string {
  const { header } = buildReportSession()
  const [baseline, candidate] = header.targets
  const candidates = Array.from({ length: count }, (_, index) => ({
    ...candidate!,
    label: `candidate-${index}-${'x'.repeat(200)}`,
  }))
  const session = { header: { ...header, targets: [baseline!, ...candidates] }, units: [] }
  const judgement = judgeSession(session)
  const sessionFile = 'session.jsonl'
  const input = { session, judgement, name: 'heartbench', sessionFile, isUntrusted: true }
  return composeComment({ ...input, reportUrl: undefined })!.text
}

function expectHarmless(text: string): void {
  expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT)
  const { tags, text: visible } = renderAsGitHub(text)
  expect(findLive(visible)).toEqual([])
  const foreign = tags.filter((tag) => !TAGS.has(tag.replace('/', '')))
  expect(foreign).toEqual([])
  for (const tag of ['details', 'summary', 'table'])
    expect(tags.filter((each) => each === `/${tag}`)).toHaveLength(
      tags.filter((each) => each === tag).length,
    )
  expect(parseMarker(text)).toBeDefined()
  for (const line of text.split('\n')) expect(line).not.toMatch(/^\s*::|##\[/)
}

const ATTACKS = [
  '@octocat see @octo/team',
  'mail me@example.com',
  '#12 GH-12 octo/server#12 JIRA-7',
  'https://evil.example/x www.evil.example HTTP://EVIL.example ftp://evil.example',
  '[a](https://evil.example) ![a](https://evil.example/x.png) [a]: https://evil.example',
  '<img src=x onerror=alert(1)> <a href="https://evil.example">x</a> <!-- x -->',
  '</details></summary></table><details open>',
  '&#64;octocat &commat;octocat',
  '`@octocat` ``@octocat` \\@octocat',
  '`\\|@octocat',
  'a\\|@octocat `x\\|y`',
  '<!-- heartbench:comment v=1 key=0000000000000000 exit=0 -->',
  '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d',
  'line\n\n# heading\n\n@octocat\r\n::error::boo',
  '::error file=x::boo',
  '##[error]boo',
  '```\n@octocat\n```',
  '~~~\n@octocat',
  '$\\href{https://evil.example}{x}$',
  '@\u200Boctocat @\u202Eoctocat \u2028@octocat',
  '| a | b |\n| - | - |\n| @octocat |',
  '- [ ] task',
  '    @octocat',
  '*@octocat* _@octocat_ **@octocat** ~~@octocat~~',
  '',
  ' ',
  '\uD800@octocat',
] as const

describe('a session from a stranger', () => {
  it('cannot make the comment do anything, whichever text tries what', () => {
    for (const offset of ATTACKS.keys()) {
      let count = offset
      const text = comment((original) => {
        const attack = ATTACKS[count++ % ATTACKS.length]!
        return [attack, `${original} ${attack}`, attack + original][offset % 3]!
      })
      expectHarmless(text)
    }
  })

  it('cannot do it with texts that nobody thought of', () => {
    const part = fc.oneof(
      fc.constantFrom(...ATTACKS),
      fc.constantFrom(
        '@',
        '#',
        '`',
        '\\',
        '|',
        '<',
        '>',
        '&',
        '[',
        ']',
        '(',
        ')',
        '!',
        '*',
        '_',
        '~',
        '\n',
        '\r',
        ':',
        '/',
        '$',
        '-',
        '1',
        'a',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.boolean(), (hostile, isWhole) => {
        expectHarmless(comment((original) => (isWhole ? hostile : original + hostile)))
      }),
      { numRuns: 12 },
    )
  })

  it('cannot push the verdict out of sight with long texts', () => {
    const text = comment((original) => original + 'x@'.repeat(50_000))
    expectHarmless(text)
    expect(text.slice(0, 300)).toMatch(/Answers differ in \w+ scenario/)
  })

  it('cannot make it long with many candidates, nor bring any number of them', () => {
    const text = withCandidates(60)
    expectHarmless(text)
    expect(text).toContain('40 further candidates')
    expect(() => withCandidates(2000)).toThrow('at most 64 targets')
  })

  it('cannot bring another marker, since only the first line counts', () => {
    const forged = '<!-- heartbench:comment v=1 key=0000000000000000 exit=0 -->'
    const text = comment(() => forged)
    expect(parseMarker(text)!.key).not.toBe('0000000000000000')
  })

  it('that is no session is refused with file and line', () => {
    expect(() => parseSession('{"kind":"session"}\n', 'session.jsonl')).toThrow('session.jsonl:1')
  })
})
