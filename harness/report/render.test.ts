import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../core/errors.ts'
import type { Judgement } from '../judge/comparison.ts'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { Session } from '../results/schema.ts'
import { displayWidth } from './display-width.ts'
import { renderMarkdownReport, renderTerminalSummary } from './render.ts'
import { buildReportJudgement, buildReportSession } from './testing-report.ts'

const FILE = { sessionFile: 'reports/2026-06-12-0800.jsonl' }
const session = buildReportSession()
const judgement = buildReportJudgement()

/** The session with only one of its candidates, as a comparison of two refs gives. */
function only(label: string): Session {
  const targets = session.header.targets.filter((each) => ['master', label].includes(each.label))
  return { ...session, header: { ...session.header, targets } }
}

function report(of: Session = session, judged: Judgement = judgement, label = 'followup'): string {
  return renderMarkdownReport(of, judged, label, FILE)
}

describe('the Markdown report', () => {
  it('reads from verdict to caveats', () => {
    expect(report()).toMatchInlineSnapshot(`
      "# Performance report: followup against master

      ⚠ **Answers differ in one scenario.** Someone must look before speed matters. 7 faster, 1 slower, 3 same, 1 unclear, 1 invalid of 13 gating comparisons.

      - Largest gain: heartbeats beside year queries, response p50: 994.0 ms → 0.610 ms, 1,630× faster [1,269×, 2,092×].
      - Largest loss: merging heartbeats: 0.231 ms → 0.262 ms, +13.4 % [+10.6 %, +16.3 %].
      - How sure: 95 % intervals over 6 restarts of every build, alternated in short slices on one machine.

      ## Findings

      - **fail**: merging-heartbeats p50: expected at most +5.0 %, found +13.4 % [+10.6 %, +16.3 %].

      ## What was compared

      | Role      | Label    | Ref          | Commit       | Subject                           | Variant  | Tree                |
      | --------- | -------- | ------------ | ------------ | --------------------------------- | -------- | ------------------- |
      | baseline  | master   | \`master\`     | \`0000000000\` | Commit of master \\| with a pipe   | –        | clean               |
      | between   | midpoint | \`.:midpoint\` | \`1111111111\` | Commit of midpoint \\| with a pipe | midpoint | clean               |
      | between   | branch   | \`.:branch\`   | \`2222222222\` | Commit of branch \\| with a pipe   | branch   | clean               |
      | candidate | followup | \`.:followup\` | \`3333333333\` | Commit of followup \\| with a pipe | followup | uncommitted changes |

      ## How it was measured

      - **Snapshot:** golden, 544,688 events, 98.2 MB, digest \`c0ffee00c0ffee00\`; largest bucket aw-watcher-window_desk with 309,000 events
      - **Machine:** 2 × Example CPU, 8.00 GB memory, linux x64
      - **CPUs:** left to the scheduler
      - **Runtime:** Node v24.21.0, heartbench 0.1.0
      - **When:** 2026-06-12 08:00 UTC, for 12 min 30 s
      - **Units:** 6 complete of 7 planned, 1 void; each starts every build afresh on a fresh copy
      - **Seed:** \`7\`

      The same again:

      \`\`\`sh
      npx heartbench compare master .:midpoint .:branch .:followup --seed 7
      \`\`\`

      ## Results

      Values are medians over the units, p50 unless the row says otherwise. Change is candidate over baseline: a factor from 2× upwards, else per cent, where − is less time, less space or a lower rate. Rows marked "informs" never decide the outcome. Noise is half the width of the interval.

      ### REST reads (sequential)

      | Scenario            |   master | midpoint |   branch | followup |   Change (95 % interval) | Verdict   |  Noise |
      | ------------------- | -------: | -------: | -------: | -------: | -----------------------: | --------- | -----: |
      | \`GET /buckets/\`     | 0.240 ms | 0.241 ms | 0.240 ms | 0.239 ms |  −0.4 % [−1.6 %, +0.8 %] | ≈ same    | ±1.2 % |
      | events \`?limit=100\` | 137.5 ms | 138.5 ms | 0.330 ms | 0.331 ms | 415× faster [391×, 441×] | ✅ faster | ±6.2 % |
      | events, 1 month     |  83.9 ms |  83.4 ms |  36.9 ms |  51.0 ms |               not judged | ⚠ invalid |      – |

      ### Query (sequential)

      | Scenario        | master | midpoint |   branch | followup |      Change (95 % interval) | Verdict   |  Noise |
      | --------------- | -----: | -------: | -------: | -------: | --------------------------: | --------- | -----: |
      | desktop, 1 year | 1.07 s | 783.0 ms | 497.0 ms | 492.0 ms | 2.18× faster [2.14×, 2.23×] | ✅ faster | ±2.0 % |

      ### Concurrency

      | Scenario                           |   master | midpoint |  branch | followup |      Change (95 % interval) | Verdict   |  Noise |
      | ---------------------------------- | -------: | -------: | ------: | -------: | --------------------------: | --------- | -----: |
      | day queries, 8 clients, throughput |   23.8/s |   26.2/s |   100/s |    101/s | 4.26× faster [4.13×, 4.39×] | ✅ faster | ±3.0 % |
      | day queries, 8 clients, p50        | 336.0 ms | 304.0 ms | 79.0 ms |  78.4 ms | 4.29× faster [4.12×, 4.46×] | ✅ faster | ±4.1 % |

      ### Under load

      | Scenario                                            |     master | midpoint |   branch | followup |         Change (95 % interval) | Verdict           |   Noise |
      | --------------------------------------------------- | ---------: | -------: | -------: | -------: | -----------------------------: | ----------------- | ------: |
      | heartbeats alone, response p50                      |   0.610 ms | 0.608 ms | 0.590 ms | 0.575 ms |       −5.7 % [−13.0 %, +2.1 %] | ≈ same            |  ±8.3 % |
      | heartbeats beside year queries, response p50        |   994.0 ms |  9.40 ms | 0.640 ms | 0.610 ms | 1,630× faster [1,269×, 2,092×] | ✅ faster         | ±28.4 % |
      | heartbeats beside year queries, response p95        |     1.01 s |  91.0 ms |  72.0 ms |  70.1 ms |    14.4× faster [9.68×, 21.5×] | ✅ faster         | ±49.2 % |
      | heartbeats beside year queries, served              |         72 |      955 |      990 |      996 |      13.8× more [13.6×, 14.1×] | ✅ more (informs) |  ±2.0 % |
      | heartbeats beside year queries, missed in all units | 924 of 996 | 0 of 996 | 0 of 996 | 0 of 996 |                              – | –                 |       – |
      | heartbeats beside year queries, year queries served |         13 |       18 |       28 |       29 |      2.23× more [2.04×, 2.44×] | ✅ more (informs) |  ±9.4 % |

      ### Writes

      | Scenario           |   master | midpoint |   branch | followup |     Change (95 % interval) | Verdict   |  Noise |
      | ------------------ | -------: | -------: | -------: | -------: | -------------------------: | --------- | -----: |
      | merging heartbeats | 0.231 ms | 0.233 ms | 0.226 ms | 0.262 ms | +13.4 % [+10.6 %, +16.3 %] | ❌ slower | ±2.5 % |
      | import             |  48.2 ms |  48.1 ms |  47.0 ms |  45.3 ms |   −6.0 % [−11.6 %, −0.1 %] | ? unclear | ±6.3 % |

      ### Interference

      heartbeats beside year queries against heartbeats alone: how many times longer the median response takes (without an interval).

      | Target   |    Alone | Beside the background | Interference |
      | -------- | -------: | --------------------: | -----------: |
      | master   | 0.610 ms |              994.0 ms |       1,630× |
      | midpoint | 0.608 ms |               9.40 ms |        15.5× |
      | branch   | 0.590 ms |              0.640 ms |        1.08× |
      | followup | 0.575 ms |              0.610 ms |        1.06× |

      ### Life cycle

      | Once per unit        |   master | midpoint |  branch | followup |      Change (95 % interval) | Verdict             |  Noise |
      | -------------------- | -------: | -------: | ------: | -------: | --------------------------: | ------------------- | -----: |
      | ready                | 204.0 ms | 201.0 ms | 71.0 ms |  69.0 ms | 2.96× faster [2.81×, 3.11×] | ✅ faster (informs) | ±5.1 % |
      | resident memory      |  81.0 MB |  80.4 MB | 84.0 MB |   105 MB |  +30.0 % [+28.7 %, +31.3 %] | ❌ larger (informs) | ±1.0 % |
      | database size        |  98.2 MB |  98.2 MB | 98.2 MB |  98.2 MB |        0.0 % [0.0 %, 0.0 %] | ≈ same (informs)    | ±0.0 % |
      | accepts connections  |  61.0 ms |  61.0 ms | 61.0 ms |  61.0 ms |                           – | –                   |      – |
      | database size before |  98.2 MB |  98.2 MB | 98.2 MB |  98.2 MB |                           – | –                   |      – |

      ## Answers

      4 of 5 read scenarios answered identically by all builds; the others:

      - "followup" answers GET /api/0/buckets/window/events?start=2026-05-12 (events-month) differently from the baseline: event 17 has another duration. Its speed there is not judged.

      <details>
      <summary>Attribution to the steps between the targets</summary>

      Share of each step in the logarithm of the whole change. Shares add to 100 %; a negative one worked against it. For intervals of shares: \`heartbench attribute\`.

      | Row                                                 |  Whole change | master → midpoint | midpoint → branch | branch → followup |
      | --------------------------------------------------- | ------------: | ----------------: | ----------------: | ----------------: |
      | heartbeats beside year queries, response p50        | 1,630× faster |              63 % |              36 % |               1 % |
      | events \`?limit=100\`                                 |   415× faster |               0 % |             100 % |               0 % |
      | heartbeats beside year queries, response p95        |  14.4× faster |              90 % |               9 % |               1 % |
      | heartbeats beside year queries, served              |    13.8× more |              99 % |               1 % |               0 % |
      | day queries, 8 clients, p50                         |  4.29× faster |               7 % |              93 % |               0 % |
      | day queries, 8 clients, throughput                  |  4.26× faster |               7 % |              92 % |               1 % |
      | heartbeats beside year queries, year queries served |    2.23× more |              41 % |              55 % |               4 % |
      | desktop, 1 year                                     |  2.18× faster |              41 % |              58 % |               1 % |

      </details>

      <details>
      <summary>All percentiles and other metrics</summary>

      | Scenario                                     | Metric       |   master | followup |                         Change | Verdict   | May gate |
      | -------------------------------------------- | ------------ | -------: | -------: | -----------------------------: | --------- | -------- |
      | \`GET /buckets/\`                              | p50          | 0.240 ms | 0.239 ms |        −0.4 % [−1.6 %, +0.8 %] | ≈ same    | **yes**  |
      |                                              | p95          | 0.311 ms | 0.310 ms |        −0.3 % [−3.3 %, +2.7 %] | ≈ same    | **yes**  |
      | events \`?limit=100\`                          | p50          | 137.5 ms | 0.331 ms |       415× faster [391×, 441×] | ✅ faster | **yes**  |
      |                                              | p95          | 141.0 ms | 0.424 ms |       333× faster [304×, 364×] | ✅ faster | **yes**  |
      |                                              | p99          | 144.0 ms | 0.640 ms |       225× faster [167×, 304×] | ✅ faster | no       |
      | events, 1 month                              | p50          |  83.9 ms |  51.0 ms |                     not judged | ⚠ invalid | **yes**  |
      | desktop, 1 year                              | p50          |   1.07 s | 492.0 ms |    2.18× faster [2.14×, 2.23×] | ✅ faster | **yes**  |
      | day queries, 8 clients                       | p50          | 336.0 ms |  78.4 ms |    4.29× faster [4.12×, 4.46×] | ✅ faster | **yes**  |
      |                                              | throughput   |   23.8/s |    101/s |    4.26× faster [4.13×, 4.39×] | ✅ faster | **yes**  |
      | heartbeats alone                             | response p50 | 0.610 ms | 0.575 ms |       −5.7 % [−13.0 %, +2.1 %] | ≈ same    | **yes**  |
      | heartbeats beside year queries, heartbeats   | response p50 | 994.0 ms | 0.610 ms | 1,630× faster [1,269×, 2,092×] | ✅ faster | **yes**  |
      |                                              | response p95 |   1.01 s |  70.1 ms |    14.4× faster [9.68×, 21.5×] | ✅ faster | **yes**  |
      |                                              | served       |       72 |      996 |      13.8× more [13.6×, 14.1×] | ✅ more   | no       |
      | heartbeats beside year queries, year queries | served       |       13 |       29 |      2.23× more [2.04×, 2.44×] | ✅ more   | no       |
      | merging heartbeats                           | p50          | 0.231 ms | 0.262 ms |     +13.4 % [+10.6 %, +16.3 %] | ❌ slower | **yes**  |
      | import                                       | p50          |  48.2 ms |  45.3 ms |       −6.0 % [−11.6 %, −0.1 %] | ? unclear | **yes**  |

      </details>

      <details>
      <summary>Detectable effect of every row</summary>

      A true change of the size under "detectable" would have been seen. "Same" needs the whole interval inside the margin.

      | Row                                                 |  Margin | Detectable | Verdict   | Units still needed |
      | --------------------------------------------------- | ------: | ---------: | --------- | -----------------: |
      | \`GET /buckets/\`                                     |  ±5.0 % |     +6.2 % | ≈ same    |                  – |
      | events \`?limit=100\`                                 |  ±5.0 % |    +11.2 % | ✅ faster |                  – |
      | events, 1 month                                     |  ±5.0 % |          – | ⚠ invalid |                  – |
      | desktop, 1 year                                     |  ±5.0 % |     +7.0 % | ✅ faster |                  – |
      | day queries, 8 clients, throughput                  |  ±5.0 % |     +8.0 % | ✅ faster |                  – |
      | day queries, 8 clients, p50                         |  ±5.0 % |     +9.1 % | ✅ faster |                  – |
      | heartbeats alone, response p50                      | ±50.0 % |    +58.3 % | ≈ same    |                  – |
      | heartbeats beside year queries, response p50        | ±50.0 % |    +78.4 % | ✅ faster |                  – |
      | heartbeats beside year queries, response p95        | ±50.0 % |    +99.2 % | ✅ faster |                  – |
      | heartbeats beside year queries, served              |  ±5.0 % |     +7.0 % | ✅ more   |                  – |
      | heartbeats beside year queries, year queries served |  ±5.0 % |    +14.4 % | ✅ more   |                  – |
      | merging heartbeats                                  |  ±5.0 % |     +7.5 % | ❌ slower |                  – |
      | import                                              |  ±5.0 % |    +11.3 % | ? unclear |                  9 |
      | ready                                               | ±10.0 % |    +15.1 % | ✅ faster |                  – |
      | resident memory                                     | ±10.0 % |    +11.0 % | ❌ larger |                  – |
      | database size                                       | ±10.0 % |    +10.0 % | ≈ same    |                  – |

      </details>

      ## Caveats

      - Unit 6 does not count for any build: another process was busy.
      - One machine, over the loopback interface, with the load generator beside the servers: ratios carry over to other machines better than the values do.
      - Intervals cover the luck of restarts and slices on this machine, not other hardware, other data or other days.
      - Margins differ by metric: waiting times of open loops alarm only on large shifts, since queueing amplifies noise.

      ## Artefacts

      - **Session file:** \`reports/2026-06-12-0800.jsonl\`
      - **Session:** \`2026-06-12-0800\`, schema version 5, written by heartbench 0.1.0
      "
    `)
  })

  it('says within 300 characters what came out and whether someone must act', () => {
    expect(report().slice(0, 300)).toMatch(/Answers differ in one scenario.*Someone must look/s)
    const good = report(session, judgement, 'branch').slice(0, 300)
    expect(good).toMatch(/Faster.*Nobody has to act.*8 faster, 0 slower, 5 same/s)
  })

  it('is byte-identical for the same input', () => {
    expect(
      renderMarkdownReport(buildReportSession(), buildReportJudgement(), 'followup', FILE),
    ).toBe(report())
  })

  it('has the same number of cells in every line of a table', () => {
    const tables = report(
      buildReportSession({ control: true }),
      buildReportJudgement({ control: true }),
    )
      .split('\n\n')
      .filter((block) => block.startsWith('|'))
    expect(tables.length).toBeGreaterThan(9)
    for (const table of tables)
      expect(new Set(table.split('\n').map((line) => line.split(/(?<!\\)\|/).length)).size).toBe(1)
  })

  it('takes its noise column from a control and tells how that came out', () => {
    const options = { control: true }
    const text = report(buildReportSession(options), buildReportJudgement(options))
    expect(text).toContain('Control: the unchanged build "again"')
    expect(text).toContain('0 faster, 0 slower, 13 same')
    expect(text).toMatch(/import .*\? unclear \| +\+0\.4 % \|/)
  })

  it('shows a slower gating metric in a table even when it is no headline', () => {
    const comparisons = judgement.comparisons.map((each) =>
      each.metric === 'p95' && each.scenario === 'buckets-list'
        ? { ...each, verdict: 'slower' as const }
        : each,
    )
    const [results] = report(session, { ...judgement, comparisons }).split('<details>')
    expect(results).toMatch(/`GET \/buckets\/`, p95 .*❌ slower/)
  })

  it('tells an interrupted session of one unit without inventing intervals', () => {
    const { header, units } = buildReportSession({
      notes: [{ code: 'interrupted', unitsDone: 1, unitsPlanned: 7 }],
    })
    const comparisons = judgement.comparisons.map((each) => ({
      ...each,
      change: undefined,
      verdict: 'unclear' as const,
    }))
    const text = report(
      { header, units: units.slice(0, 1) },
      { ...judgement, comparisons },
      'branch',
    )
    expect(text).toContain('How sure: not at all')
    expect(text).toContain('417× faster, no interval')
    expect(text).toContain('for 1 min 45 s')
    expect(text).toContain('Interrupted after 1 of 7 units')
  })

  it('shows a note it has no sentence for by its code', () => {
    const unknown = { code: 'from-the-future' } as never
    expect(report(buildReportSession({ notes: [unknown] }))).toContain('"from-the-future"')
  })

  it('names the candidates when asked for another one', () => {
    expect(() => report(session, judgement, 'nobody')).toThrow(UsageError)
    expect(() => report(session, judgement, 'nobody')).toThrow('midpoint, branch, followup')
  })
})

describe('the terminal summary', () => {
  const options = { width: 80, color: false, reportFiles: ['reports/followup.md'] }

  it('fits one candidate into 80 columns', () => {
    expect(renderTerminalSummary(only('followup'), judgement, options)).toMatchInlineSnapshot(`
      "! followup against master: Answers differ in one scenario. Someone must look
      before speed matters. 7 faster, 1 slower, 3 same, 1 unclear, 1 invalid of 13
      gating comparisons.

                               master  followup                   change  verdict
      REST reads (sequential)
      GET /buckets/          0.240 ms  0.239 ms      −0.4 % [−1.6, +0.8]  ≈ same
      events ?limit=100      137.5 ms  0.331 ms        415× [391×, 441×]  ✔ faster
      events, 1 month         83.9 ms   51.0 ms                        –  ! invalid
      Query (sequential)
      desktop, 1 year          1.07 s  492.0 ms     2.18× [2.14×, 2.23×]  ✔ faster
      Concurrency
      day queries, 8 clients
        throughput             23.8/s     101/s     4.26× [4.13×, 4.39×]  ✔ faster
        p50                  336.0 ms   78.4 ms     4.29× [4.12×, 4.46×]  ✔ faster
      Under load
      heartbeats alone
        response p50         0.610 ms  0.575 ms     −5.7 % [−13.0, +2.1]  ≈ same
      heartbeats beside year queries
        response p50         994.0 ms  0.610 ms  1,630× [1,269×, 2,092×]  ✔ faster
        response p95           1.01 s   70.1 ms     14.4× [9.68×, 21.5×]  ✔ faster
        served                     72       996     13.8× [13.6×, 14.1×]  ✔ more
        year queries served        13        29     2.23× [2.04×, 2.44×]  ✔ more
      Writes
      merging heartbeats     0.231 ms  0.262 ms   +13.4 % [+10.6, +16.3]  ✖ slower
      import                  48.2 ms   45.3 ms     −6.0 % [−11.6, −0.1]  ? unclear

      Findings

      - fail: merging-heartbeats p50: expected at most +5.0 %, found +13.4 % [+10.6 %,
        +16.3 %].

      Reports

      - reports/followup.md
      "
    `)
  })

  it('puts candidates side by side where the terminal is wide enough', () => {
    const wide = renderTerminalSummary(session, judgement, { ...options, width: 140 })
    expect(wide.split('\n').find((line) => line.includes('?limit=100'))).toMatchInlineSnapshot(
      `"events ?limit=100      137.5 ms  138.5 ms   +0.7 %  ≈ same    0.330 ms    417×  ✔ faster  0.331 ms     415×  ✔ faster"`,
    )
  })

  it('gives every candidate its own block where it is not', () => {
    const narrow = renderTerminalSummary(session, judgement, options)
    expect(narrow.match(/^\w+ against master$/gm)).toHaveLength(3)
  })

  it('stays within the width, coloured or not, and says the same', () => {
    for (const width of [40, 60, 80, 100, 140, 200]) {
      const plain = renderTerminalSummary(session, judgement, { ...options, width })
      const colored = renderTerminalSummary(session, judgement, { ...options, width, color: true })
      expect(stripVTControlCharacters(colored)).toBe(plain)
      for (const line of plain.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  it('tells a quiet control in one line', () => {
    const of = { control: true }
    const text = renderTerminalSummary(buildReportSession(of), buildReportJudgement(of), options)
    expect(text).toContain('again (control) against master: Same speed.')
    expect(text).not.toContain('\nagain against master')
  })

  it('shows the values of a single target, since there is nothing to compare', () => {
    const single = buildSession({ targets: [{ label: 'master' }], units: 2, rounds: 2 })
    const text = renderTerminalSummary(single, judgeSession(single), options)
    expect(text).toMatch(/Nothing to compare.*events-limit-1000 +\d\.\d\d ms/s)
  })
})

describe('the outcome', () => {
  it('calls a slower row that the rules did not confirm by that name', () => {
    const comparisons = judgement.comparisons.filter(
      ({ candidate, verdict }) => candidate === 'followup' && verdict !== 'invalid',
    )
    const { header, units, end } = session
    const unsuspected = { header: { ...header, answers: [], notes: [] }, units, end: end! }
    const text = report(unsuspected, { ...judgement, comparisons, findings: [] })
    expect(text.slice(0, 300)).toContain('Slower, not confirmed')
  })

  it('never says that nobody has to act while a finding fails', () => {
    const message = '"branch" failed in unit 0: exit 1.'
    const findings = [{ rule: 'target-failed', severity: 'fail' as const, message }]
    const text = report(session, { ...judgement, findings }, 'branch')
    expect(text.slice(0, 300)).toMatch(/Faster.*Someone must look at the findings/s)
  })

  it('is composed from a real judgement as well', () => {
    const targets = [{ label: 'master' }, { label: 'branch', latencyRatio: 1.5 }]
    const measured = buildSession({ targets, units: 4, rounds: 3 })
    const text = report(measured, judgeSession(measured), 'branch')
    expect(text.slice(0, 300)).toMatch(/\*\*Slower\.\*\*.*2 slower/s)
  })
})
