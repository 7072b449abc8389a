import { describe, expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { SyntheticOptions } from '../judge/testing-session.ts'
import { attribute } from './attribution.ts'
import { documentOf } from './formats/json.ts'
import { judgementSchema } from './formats/judgement-schema.ts'
import { renderMarkdown } from './formats/markdown.ts'
import { renderHtmlReport } from './html/report.ts'
import { renderMarkdownReport, renderTerminalSummary } from './render.ts'
import { attributionSection } from './sections/attribution.ts'
import { createView } from './view.ts'
import type { ReportView } from './view.ts'
import { eachReported } from './formats/parts.ts'

/** Two scenarios: one made faster by `index` alone, one by `lock`, and made slower and faster again in between. */
const TARGETS = [
  { label: 'master' },
  { label: '+lock', latencyRatio: { reads: 1, beats: 0.5, moved: 1 } },
  { label: '+copies', latencyRatio: { reads: 1, beats: 0.45, moved: 1.4 } },
  { label: '+index', latencyRatio: { reads: 0.01, beats: 0.45, moved: 1 } },
]
const OPTIONS: SyntheticOptions = {
  targets: TARGETS,
  scenarios: [{ name: 'reads' }, { name: 'beats' }, { name: 'moved' }],
  units: 6,
  rounds: 5,
  seed: 'chain',
}

/** One build answers one scenario otherwise. */
const OTHERWISE = [
  { scenario: 'reads', target: '+lock', state: 'different', digest: 'd', bytes: 1 } as const,
]

function viewOf(options: SyntheticOptions = OPTIONS, isChain = true): ReportView {
  const built = buildSession(options)
  const labels = options.targets!.map(({ label }) => label)
  const session = isChain
    ? { ...built, header: { ...built.header, chain: { targets: labels } } }
    : built
  return createView(session, judgeSession(session), labels.at(-1)!, 'x.session.jsonl')
}

const view = viewOf()

describe('the steps of a chain', () => {
  const { rows, confidence } = attribute(view)
  const rowOf = (scenario: string, metric = 'p50') =>
    rows.find(({ row }) => row.scenario === scenario && row.metric === metric)!

  it('share out what changed, to a hundred per cent, each with an interval around it', () => {
    expect(confidence).toBe(0.95)
    const percents = ['reads', 'beats'].map((each) =>
      rowOf(each).parts.map((part) => part.percent!),
    )
    for (const row of percents) {
      expect(row.reduce((sum, { value }) => sum + value, 0)).toBe(100)
      for (const { value, low, high } of row) {
        expect(low).toBeLessThanOrEqual(value)
        expect(high).toBeGreaterThanOrEqual(value)
      }
    }
    expect(percents[0]![2]!.value).toBeCloseTo(100, -1)
    expect(percents[1]![0]!.value).toBeCloseTo((Math.log(0.5) / Math.log(0.45)) * 100, -1)
    expect(rowOf('reads').parts.map(({ isTold }) => isTold)).toEqual([false, false, true])
    expect(rowOf('beats').parts.map(({ isTold }) => isTold)).toEqual([true, true, false])
  })

  it('that made up for each other are found, without shares of a change that is none', () => {
    const { parts } = rowOf('moved')
    expect(parts.map(({ isTold }) => isTold)).toEqual([false, true, true])
    if (rowOf('moved').isShared) return
    expect(parts.map(({ percent }) => percent)).toEqual([undefined, undefined, undefined])
  })

  it('are told in words, what did most first, with table, factor and share', () => {
    expect(renderMarkdown(attributionSection(view))).toMatchInlineSnapshot(`
      "## Attribution

      3 steps in one chain; all builds were measured in the same rounds. Their order matters: in another one, steps that act on the same cost could share it differently.

      - **+copies → +index** (\`4444444444\` Commit of +index): dominant in Synthetic: \`reads\` **99.4× faster** (100 % [98 %, 101 %]), \`moved\` **−28.6 %**.
      - **master → +lock** (\`2222222222\` Commit of +lock): in Synthetic: \`beats\` **2.03× faster** (88 % [83 %, 93 %]).
      - **+lock → +copies** (\`3333333333\` Commit of +copies): in Synthetic: \`moved\` **+41.5 %**, \`beats\` **−8.6 %** (11 % [8 %, 14 %]).

      Each step leads to the build that heads its column. Shares are those of the logarithm of the whole change (geometric mean over restarts) and add to 100 %; a negative one worked against it. In brackets the 95 % interval of each share by itself, then what the step did by itself. Bold: clear; of all bold cells at most one in twenty is expected to be no change. "–": the whole change is not clear, and has no shares.

      | Row     |      Whole change |                         → +lock |                → +copies |                          → +index |
      | ------- | ----------------: | ------------------------------: | -----------------------: | --------------------------------: |
      | \`reads\` |       100× faster |             0 % [−1, 2], −1.0 % |      0 % [−1, 1], +0.4 % | **100 %** [98, 101], 99.4× faster |
      | \`beats\` |      2.24× faster | **88 %** [83, 93], 2.03× faster | **11 %** [8, 14], −8.6 % |               1 % [−7, 8], −0.9 % |
      | \`moved\` | +1.6 %, not clear |                       –, +0.5 % |           –, **+41.5 %** |                    –, **−28.6 %** |

      5 more rows: the whole is not judged to have changed, nor any step beyond the margin.
      "
    `)
  })

  it('that changed nothing say what would have shown', () => {
    const still = viewOf({ ...OPTIONS, targets: TARGETS.map(({ label }) => ({ label })) })
    expect(renderMarkdown(attributionSection(still))).toMatchInlineSnapshot(`
      "## Attribution

      3 steps in one chain; all builds were measured in the same rounds. Their order matters: in another one, steps that act on the same cost could share it differently.

      - **master → +lock** (\`2222222222\` Commit of +lock): no measurable part in any change; a step of 10.6 % would have shown in half of the rows.
      - **+lock → +copies** (\`3333333333\` Commit of +copies): no measurable part in any change; a step of 7.1 % would have shown in half of the rows.
      - **+copies → +index** (\`4444444444\` Commit of +index): no measurable part in any change; a step of 6.8 % would have shown in half of the rows.

      8 more rows: the whole is not judged to have changed, nor any step beyond the margin.
      "
    `)
  })

  it('are not shared out where a build answers otherwise', () => {
    const found = attribute(viewOf({ ...OPTIONS, answers: OTHERWISE }))
    expect(found.withheld.map(({ row, label }) => [row.scenario, label])).toContainEqual([
      'reads',
      '+lock',
    ])
    expect(found.rows.map(({ row }) => row.scenario)).not.toContain('reads')
  })

  it('that nothing could be shared out among are not cleared by that', () => {
    const once = viewOf({ ...OPTIONS, units: 1 })
    const words = attributionSection(once).find(({ kind }) => kind === 'list')
    expect(
      renderMarkdown([words!]).match(/: not measured: no row could be shared out\./g),
    ).toHaveLength(3)
    const still = TARGETS.map(({ label }) => ({ label }))
    const partly = renderMarkdown(
      attributionSection(viewOf({ ...OPTIONS, targets: still, answers: OTHERWISE })),
    )
    expect(partly).toContain('no measurable part in any row that was shared out; a step of')
    expect(partly).toContain('Not shared out, since a build is not judged there: `reads` ("+lock")')
  })
})

describe('a chain', () => {
  it('has one report, of its head, which begins with what the steps did', () => {
    const { session, judgement } = view
    expect(eachReported({ session })).toEqual(['+index'])
    const report = renderMarkdownReport(session, judgement, '+index', { sessionFile: 'x' })
    expect(report.match(/^## .*/gm)!.slice(0, 2)).toEqual([
      '## Attribution',
      '## What was compared',
    ])
  })

  it('is told in the terminal as in the report, in one table where there is room', () => {
    const { session, judgement } = view
    const wide = renderTerminalSummary(session, judgement, { width: 100, color: false })
    expect(wide.slice(wide.indexOf('Attribution'))).toMatchInlineSnapshot(`
      "Attribution

      - +copies → +index (4444444444 Commit of +index): dominant in Synthetic: reads 99.4× faster (100 %
        [98 %, 101 %]), moved −28.6 %.
      - master → +lock (2222222222 Commit of +lock): in Synthetic: beats 2.03× faster (88 % [83 %, 93 %]).
      - +lock → +copies (3333333333 Commit of +copies): in Synthetic: moved +41.5 %, beats −8.6 % (11 %
        [8 %, 14 %]).

      share of each step in the change       Whole change   +lock  +copies   +index
      reads                                   100× faster     0 %      0 %    100 %
      beats                                  2.24× faster    88 %     11 %      1 %
      moved                             +1.6 %, not clear  +0.5 %  +41.5 %  −28.6 %
      "
    `)
    const doubted = viewOf({ ...OPTIONS, answers: OTHERWISE })
    expect(
      renderTerminalSummary(doubted.session, doubted.judgement, { width: 100, color: false }),
    ).toContain('Not shared out, since a build is not judged there: reads ("+lock")')
    const narrow = renderTerminalSummary(session, judgement, { width: 40, color: false })
    expect(narrow).toContain('Attribution')
    expect(narrow).not.toContain('share of each step')
  })
})

describe('builds that are no chain', () => {
  it('have a report each, and steps only where something changed', () => {
    const apart = viewOf(OPTIONS, false)
    expect(eachReported({ session: apart.session })).toEqual(['+lock', '+copies', '+index'])
    expect(attributionSection(apart).length).toBeGreaterThan(0)
    const same = viewOf({ ...OPTIONS, targets: TARGETS.map(({ label }) => ({ label })) }, false)
    expect(attributionSection(same)).toEqual([])
  })
})

describe('the page', () => {
  it('draws every share with its interval beside its number, and escapes labels', () => {
    const { session, judgement } = view
    const page = renderHtmlReport(session, judgement, '+index', { sessionFile: 'x' })
    expect(page.indexOf('Attribution')).toBeLessThan(page.indexOf('id="results"'))
    const table = page.slice(page.indexOf('class="shares"'), page.indexOf('id="what-was-compared"'))
    expect(table.match(/class="cell share"/g)).toHaveLength(6)
    expect(table).toContain('<th scope="col" class="right">→ +lock</th>')
    expect(table).toMatch(/<strong>100 %<\/strong> <small>\[\d+, \d+\]<br>99\.4× faster<\/small>/)
  })
})

describe('the judgement as JSON', () => {
  it('has exact shares of a chain, which add to 1, and none of builds that are no chain', () => {
    const { session, judgement } = view
    const input = { session, judgement, sessionFile: 'x', width: 80, color: false }
    const { attribution } = documentOf(input)
    expect(judgementSchema.shape.attribution.parse(attribution)).toEqual(attribution)
    const reads = attribution!.rows.find(({ scenario }) => scenario === 'reads')!
    expect(reads.steps.reduce((sum, { share }) => sum + share!.value, 0)).toBeCloseTo(1, 9)
    expect(reads.steps[2]).toMatchObject({
      isClear: true,
      change: { value: expect.closeTo(0.01, 3) },
    })
    expect(attribution!.withheld).toEqual([])
    const doubted = documentOf({
      ...input,
      ...viewOf({ ...OPTIONS, answers: OTHERWISE }),
    }).attribution!
    expect(judgementSchema.shape.attribution.parse(doubted)!.withheld).toContainEqual({
      scenario: 'reads',
      load: 'main',
      metric: 'p50',
      target: '+lock',
    })
    const apart = viewOf(OPTIONS, false)
    expect(documentOf({ ...input, ...apart }).attribution).toBeUndefined()
  })
})
