import { describe, expect, it } from 'vitest'
import { EXIT, UsageError } from '../core/errors.ts'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import { heading, paragraph } from '../report/block.ts'
import type { Block } from '../report/block.ts'
import { renderMarkdown } from '../report/formats/markdown.ts'
import { findingsSection } from '../report/sections/findings.ts'
import { resultsSection } from '../report/sections/results.ts'
import { verdictSection } from '../report/sections/verdict.ts'
import { createView } from '../report/view.ts'
import { buildReportJudgement, buildReportSession } from '../report/testing-report.ts'
import type { Session } from '../results/schema.ts'
import { composeComment } from './body.ts'
import type { CommentInput } from './body.ts'
import { composeOnly, leftOut } from './candidate-part.ts'
import { LADDER, LONGEST_COMMENT } from './ladder.ts'
import { parseMarker } from './marker.ts'

const CHART: Block = {
  kind: 'chart',
  title: 'Heartbeats',
  unit: 'us',
  labels: ['p50'],
  series: [{ name: 'master', values: [994] }],
  scale: 'shared',
}

const RUN_URL = 'https://github.com/octo/server/actions/runs/123'

function inputOf(
  session: Session = only('followup'),
  changes: Partial<CommentInput> = {},
): CommentInput {
  return {
    session,
    judgement: buildReportJudgement(),
    name: 'heartbench',
    sessionFile: 'session.jsonl',
    reportUrl: RUN_URL,
    isUntrusted: false,
    ...changes,
  }
}

/** The session with only one of its candidates, as a comparison of two refs gives. */
function only(label: string): Session {
  const session = buildReportSession()
  const targets = session.header.targets.filter((each) => ['master', label].includes(each.label))
  return { ...session, header: { ...session.header, targets } }
}

/** What stands open: everything without the folds. */
function open(text: string): string {
  const fold = /<details>(?:(?!<details>)[^])*?<\/details>\n\n/g
  const rest = text.replaceAll(fold, '')
  return rest === text ? text : open(rest)
}

describe('a comment on a pull request', () => {
  it('shows verdict, commits, findings and the rows that moved, and folds the rest', () => {
    const { text } = composeComment(inputOf())!
    expect(open(text)).toMatchInlineSnapshot(`
      "<!-- heartbench:comment v=1 key=9d374e34a51aace6 exit=4 -->
      ## ⚠ Answers differ in one scenario: followup against master

      **Someone must look before speed matters.** 7 faster, 1 slower, 4 same, 1 unclear, 1 invalid of 14 gating comparisons. How sure: 95 % intervals over 6 restarts of every build; a row is faster or slower only if its whole interval lies beyond the margin.

      - **Largest gain:** heartbeats beside year queries, response p50: 994.0 ms → 0.610 ms, 1,630× faster [1,269×, 2,092×].
      - **Largest loss:** merging heartbeats: 0.231 ms → 0.262 ms, +13.4 % [+10.6 %, +16.3 %].
      - **Interference:** heartbeats beside year queries: median response over that of the same load alone: 1,629× on master, 1.06× on followup.
      - **Correctness:** 4 of 5 read scenarios answered identically by all builds. 3,312 measured requests were answered as expected; "master" left 924 due requests unsent.
      - **What could be seen:** changes from 11.3 % on in half of the gating comparisons, in the others only larger ones.

      Candidate \`followup\` at \`3333333333\` (Commit of followup | with a pipe; variant followup; with uncommitted changes) against \`master\` at \`0000000000\` (Commit of master | with a pipe).

      ### Findings

      - **fail**: merging-heartbeats p50: expected at most +5.0 %, found +13.4 % [+10.6 %, +16.3 %].

      | Row                                                 |   master | followup |             Change (95 % interval) | Verdict              |
      | --------------------------------------------------- | -------: | -------: | ---------------------------------: | -------------------- |
      | merging heartbeats                                  | 0.231 ms | 0.262 ms |     **+13.4 %** [+10.6 %, +16.3 %] | ❌ slower            |
      | resident memory                                     |  81.0 MB |   105 MB |     **+30.0 %** [+28.7 %, +31.3 %] | ❌ larger (informs)  |
      | events, 1 month                                     |  83.9 ms |  51.0 ms |                         not judged | ⚠ invalid            |
      | import                                              |  48.2 ms |  45.3 ms |           −6.0 % [−11.6 %, −0.1 %] | ? unclear            |
      | events \`?limit=100\`                                 | 137.5 ms | 0.331 ms |       **415× faster** [391×, 441×] | ✅ faster            |
      | desktop, 1 year                                     |   1.07 s | 492.0 ms |    **2.18× faster** [2.14×, 2.23×] | ✅ faster            |
      | day queries, 8 clients, throughput                  |   23.8/s |    101/s |    **4.26× faster** [4.13×, 4.39×] | ✅ faster            |
      | day queries, 8 clients, p50                         | 336.0 ms |  78.4 ms |    **4.29× faster** [4.12×, 4.46×] | ✅ faster            |
      | heartbeats beside year queries, response p50        | 994.0 ms | 0.610 ms | **1,630× faster** [1,269×, 2,092×] | ✅ faster            |
      | heartbeats beside year queries, response p95        |   1.01 s |  70.1 ms |    **14.4× faster** [9.68×, 21.5×] | ✅ faster            |
      | heartbeats beside year queries, served              |       72 |      996 |      **13.8× more** [13.6×, 14.1×] | ✅ more (informs)    |
      | heartbeats beside year queries, year queries served |       13 |       29 |      **2.23× more** [2.04×, 2.44×] | ✅ more (informs)    |
      | ready                                               | 204.0 ms |  69.0 ms |    **2.96× faster** [2.81×, 3.11×] | ✅ faster (informs)  |
      | index size                                          |  29.9 MB |  15.3 MB |     **−48.8 %** [−48.8 %, −48.8 %] | ✅ smaller (informs) |

      **Further rows:** 4 same.

      Session \`2026-06-12-0800\` in \`session.jsonl\`, heartbench 0.1.0.

      The full report and the session file: https://github.com/octo/server/actions/runs/123
      "
    `)
    const folds = [...text.matchAll(/<summary>(.*)<\/summary>/g)].map(([, title]) => title)
    expect(folds).toMatchInlineSnapshot(`
      [
        "What was compared",
        "How it was measured",
        "What each scenario asks, and how often",
        "Results",
        "Chart: p50 of every build in per cent of master",
        "Chart: p50 of every build in per cent of master",
        "Chart: p50 of every build in per cent of master",
        "Chart: p50 of every build in per cent of master",
        "Chart: p50 of every build in per cent of master",
        "Interference",
        "Life cycle",
        "Resources",
        "Correctness",
        "The answers of master, and whether the others gave the same",
        "All percentiles and other metrics",
        "What this session could have seen, row by row",
        "Caveats",
        "Artefacts",
      ]
    `)
  })

  it('lists several candidates, worst first, with a compact table each', () => {
    const { text } = composeComment(inputOf(buildReportSession()))!
    const [head, ...parts] = open(text).split('\n### ')
    expect(head).toMatchInlineSnapshot(`
      "<!-- heartbench:comment v=1 key=9d374e34a51aace6 exit=4 -->
      ## Performance report: 3 candidates against master

      - ⚠ **Answers differ in one scenario**: followup. Someone must look before speed matters. 7 faster, 1 slower, 4 same, 1 unclear, 1 invalid of 14 gating comparisons.
      - ✅ **Faster**: midpoint. Nobody has to act. 5 faster, 0 slower, 9 same, 0 unclear, 0 invalid of 14 gating comparisons.
      - ✅ **Faster**: branch. Nobody has to act. 8 faster, 0 slower, 6 same, 0 unclear, 0 invalid of 14 gating comparisons.

      Baseline \`master\` at \`0000000000\` (Commit of master | with a pipe).

      - Candidate \`midpoint\` at \`1111111111\` (Commit of midpoint | with a pipe; variant midpoint)
      - Candidate \`branch\` at \`2222222222\` (Commit of branch | with a pipe; variant branch)
      - Candidate \`followup\` at \`3333333333\` (Commit of followup | with a pipe; variant followup; with uncommitted changes)
      "
    `)
    expect(parts.map((part) => part.split('\n')[0])).toEqual(['midpoint', 'branch', 'followup'])
    for (const part of parts) expect(part).toMatch(/\| Row +\| +master \|.*\| Verdict/)
    expect(text.match(/<summary>The whole report of \w+/g)).toHaveLength(3)
  })

  it('says within 300 characters what came out', () => {
    expect(composeComment(inputOf())!.text.slice(0, 300)).toContain(
      'Answers differ in one scenario',
    )
    const several = composeComment(inputOf(buildReportSession()))!.text
    expect(several.slice(0, 300)).toContain('Answers differ in one scenario')
  })

  it('keeps in its marker which comment it is and how the session came out', () => {
    const { text, marker } = composeComment(inputOf())!
    expect(parseMarker(text)).toEqual(marker)
    expect(marker.exitCode).toBe(EXIT.wrongAnswers)
  })

  it('is byte-identical for the same input', () => {
    expect(composeComment(inputOf())).toEqual(composeComment(inputOf()))
  })

  it('warns of numbers that a stranger’s code measured', () => {
    expect(composeComment(inputOf())!.text).not.toContain('own code')
    expect(composeComment(inputOf(undefined, { isUntrusted: true }))!.text).toContain('own code')
  })

  it('says how to get the report where no run has it', () => {
    const { text } = composeComment(inputOf(undefined, { reportUrl: undefined }))!
    expect(text).toContain('`heartbench report`')
  })

  it('has no part for the control beside a candidate, and one where there is nothing else', () => {
    const session = buildReportSession({ control: true })
    const judgement = buildReportJudgement({ control: true })
    expect(composeComment(inputOf(session, { judgement }))!.text).not.toContain('### again')
    const targets = session.header.targets.filter(({ label }) =>
      ['master', 'again'].includes(label),
    )
    const alone = { ...session, header: { ...session.header, targets } }
    expect(composeComment(inputOf(alone, { judgement }))!.text).toMatch(
      /^## .*again against master/m,
    )
  })

  it('refuses a session that compares nothing', () => {
    const session = buildSession({ targets: [{ label: 'master' }], units: 2, rounds: 2 })
    const judgement = judgeSession(session)
    expect(() => composeComment(inputOf(session, { judgement }))).toThrow(UsageError)
  })
})

describe('the ladder', () => {
  const rungs = LADDER.map((_, rung) => composeComment(inputOf(), rung)!)

  it('leaves out whole sections, says which, and where they are', () => {
    const told = rungs.map(({ text }) => /Left out.*/.exec(text)?.[0])
    expect(told).toMatchInlineSnapshot(`
      [
        undefined,
        "Left out, since GitHub limits the length of comments:** All percentiles and other metrics.",
        "Left out, since GitHub limits the length of comments:** All percentiles and other metrics · charts.",
        "Left out, since GitHub limits the length of comments:** All percentiles and other metrics · What this session could have seen, row by row · charts.",
        "Left out, since GitHub limits the length of comments:** What each scenario asks, and how often · Resources · All percentiles and other metrics · What this session could have seen, row by row · charts.",
        "Left out, since GitHub limits the length of comments:** What each scenario asks, and how often · Interference · Life cycle · Resources · All percentiles and other metrics · What this session could have seen, row by row · charts.",
        "Left out, since GitHub limits the length of comments:** How it was measured · What each scenario asks, and how often · Interference · Life cycle · Resources · All percentiles and other metrics · What this session could have seen, row by row · Artefacts · charts.",
        "Left out, since GitHub limits the length of comments:** How it was measured · What each scenario asks, and how often · Interference · Life cycle · Resources · All percentiles and other metrics · What this session could have seen, row by row · Caveats · Artefacts · charts.",
        "Left out, since GitHub limits the length of comments:** What was compared · How it was measured · What each scenario asks, and how often · Interference · Life cycle · Resources · Correctness · All percentiles and other metrics · What this session could have seen, row by row · Caveats · Artefacts · charts.",
        "Left out, since GitHub limits the length of comments:** What was compared · How it was measured · What each scenario asks, and how often · Results · Interference · Life cycle · Resources · Correctness · All percentiles and other metrics · What this session could have seen, row by row · Caveats · Artefacts.",
        "Left out, since GitHub limits the length of comments:** Findings · What was compared · How it was measured · What each scenario asks, and how often · Results · Interference · Life cycle · Resources · Correctness · All percentiles and other metrics · What this session could have seen, row by row · Caveats · Artefacts.",
        "Left out, since GitHub limits the length of comments:** Findings · What was compared · How it was measured · What each scenario asks, and how often · Results · Interference · Life cycle · Resources · Correctness · All percentiles and other metrics · What this session could have seen, row by row · Caveats · Artefacts.",
        "Left out, since GitHub limits the length of comments:** Findings · What was compared · How it was measured · What each scenario asks, and how often · Results · Interference · Life cycle · Resources · Correctness · All percentiles and other metrics · What this session could have seen, row by row · Caveats · Artefacts.",
      ]
    `)
    for (const { text } of rungs) expect(text).toContain(RUN_URL)
  })

  it('gets shorter with every rung and keeps the verdict', () => {
    for (const [index, { text }] of rungs.entries()) {
      if (index > 0) expect(text.length).toBeLessThanOrEqual(rungs[index - 1]!.text.length)
      expect(text.slice(0, 300)).toContain('Answers differ in one scenario')
    }
  })

  it('ends with less than a tenth of the whole comment', () => {
    expect(rungs.at(-1)!.text.length).toBeLessThan(rungs[0]!.text.length / 10)
  })

  it('never breaks a table or a fold', () => {
    for (const { text } of rungs) {
      for (const table of text.split('\n\n').filter((block) => block.startsWith('|')))
        expect(new Set(table.split('\n').map((line) => line.split(/(?<!\\)\|/).length)).size).toBe(
          1,
        )
      expect(text.match(/^<details>$/gm)?.length).toBe(text.match(/^<\/details>$/gm)?.length)
    }
  })

  it('is only climbed down where the comment would be too long', () => {
    expect(composeComment(inputOf())!.rung).toBe(0)
    const scenarios = Array.from({ length: 150 }, (_, index) => ({ name: `scenario-${index}` }))
    const session = buildSession({ scenarios, units: 2, rounds: 1 })
    const long = composeComment(inputOf(session, { judgement: judgeSession(session) }))!
    expect(long.rung).toBeGreaterThan(0)
    expect(long.text.length).toBeLessThanOrEqual(LONGEST_COMMENT)
  })

  it('leaves charts out before any table that has their numbers', () => {
    const candidate = {
      view: createView(only('followup'), buildReportJudgement(), 'followup', 'session.jsonl'),
      sections: new Map([
        [verdictSection, []],
        [findingsSection, []],
        [
          resultsSection,
          [
            heading(2, 'Results'),
            { kind: 'folded', summary: 'Only a chart', blocks: [CHART] } as const,
            paragraph('The numbers.'),
          ],
        ],
      ]),
    }
    const drawn = LADDER.map((rung) => {
      const text = renderMarkdown(composeOnly(candidate, rung))
      expect(text.includes('Only a chart')).toBe(text.includes('```mermaid'))
      return [text.includes('```mermaid'), text.includes('The numbers.'), leftOut(candidate, rung)]
    })
    expect(drawn.slice(0, 3)).toEqual([
      [true, true, []],
      [true, true, []],
      [false, true, ['charts']],
    ])
    expect(drawn.at(-1)).toEqual([false, false, ['Results']])
  })

  it('ends: below its last rung there is no comment', () => {
    expect(composeComment(inputOf(), LADDER.length)).toBeUndefined()
  })
})
