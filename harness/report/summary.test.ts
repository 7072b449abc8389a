import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { judgeSession } from '../judge/judge.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { Session } from '../results/schema.ts'
import { displayWidth } from './display-width.ts'
import { renderTerminalSummary } from './render.ts'
import { buildReportJudgement, buildReportSession } from './testing-report.ts'

const session = buildReportSession()
const judgement = buildReportJudgement()

/** The session with only one of its candidates, as a comparison of two refs gives. */
function only(label: string): Session {
  const targets = session.header.targets.filter((each) => ['master', label].includes(each.label))
  return { ...session, header: { ...session.header, targets } }
}

describe('the terminal summary', () => {
  const options = { width: 80, color: false, reportFiles: ['reports/followup.md'] }

  it('fits one candidate into 80 columns', () => {
    expect(renderTerminalSummary(only('followup'), judgement, options)).toMatchInlineSnapshot(`
      "! followup against master: Answers differ in one scenario. Someone must look
      before speed matters. 7 faster, 1 slower, 4 same, 1 unclear, 1 invalid of 14
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
        response p95         0.890 ms  0.845 ms     −5.1 % [−15.8, +7.0]  ≈ same
      heartbeats beside year queries
        response p50         994.0 ms  0.610 ms  1,630× [1,269×, 2,092×]  ✔ faster
        response p95           1.01 s   70.1 ms     14.4× [9.68×, 21.5×]  ✔ faster
        served                     72       996     13.8× [13.6×, 14.1×]  ✔ more
        year queries served        13        29     2.23× [2.04×, 2.44×]  ✔ more
      Writes
      merging heartbeats     0.231 ms  0.262 ms   +13.4 % [+10.6, +16.3]  ✖ slower
      import                  48.2 ms   45.3 ms     −6.0 % [−11.6, −0.1]  ? unclear
      Life cycle
      ready                  204.0 ms   69.0 ms     2.96× [2.81×, 3.11×]  ✔ faster
      resident memory         81.0 MB    105 MB   +30.0 % [+28.7, +31.3]  ✖ larger
      index size              29.9 MB   15.3 MB   −48.8 % [−48.8, −48.8]  ✔ smaller

      Interference: heartbeats beside year queries: median response over that of the
      same load alone: 1,629× on master, 1.06× on followup.

      Findings

      - fail: merging-heartbeats p50: expected at most +5.0 %, found +13.4 % [+10.6 %,
        +16.3 %].

      Reports

      - reports/followup.md
      "
    `)
  })

  it('puts all candidates into one table of 80 columns', () => {
    expect(renderTerminalSummary(session, judgement, options)).toMatchInlineSnapshot(`
      "✔ midpoint against master: Faster. Nobody has to act. 5 faster, 0 slower, 9
      same, 0 unclear, 0 invalid of 14 gating comparisons.

      ✔ branch against master: Faster. Nobody has to act. 8 faster, 0 slower, 6 same,
      0 unclear, 0 invalid of 14 gating comparisons.

      ! followup against master: Answers differ in one scenario. Someone must look
      before speed matters. 7 faster, 1 slower, 4 same, 1 unclear, 1 invalid of 14
      gating comparisons.

                               master  midpoint   branch     followup
      REST reads (sequential)
      GET /buckets/          0.240 ms  ≈ same     ≈ same     ≈ same
      events ?limit=100      137.5 ms  ≈ same     ✔ 417×     ✔ 415×
      events, 1 month         83.9 ms  ≈ same     ✔ 2.27×    ! invalid
      Query (sequential)
      desktop, 1 year          1.07 s  ✔ −27.1 %  ✔ 2.16×    ✔ 2.18×
      Concurrency
      day queries, 8 clients
        throughput             23.8/s  ✔ +10.1 %  ✔ 4.21×    ✔ 4.26×
        p50                  336.0 ms  ✔ −9.5 %   ✔ 4.25×    ✔ 4.29×
      Under load
      heartbeats alone
        response p50         0.610 ms  ≈ same     ≈ same     ≈ same
        response p95         0.890 ms  ≈ same     ≈ same     ≈ same
      heartbeats beside year queries
        response p50         994.0 ms  ✔ 106×     ✔ 1,553×   ✔ 1,630×
        response p95           1.01 s  ✔ 11.1×    ✔ 14.1×    ✔ 14.4×
        served                     72  ✔ 13.3×    ✔ 13.8×    ✔ 13.8×
        year queries served        13  ✔ +38.5 %  ✔ 2.15×    ✔ 2.23×
      Writes
      merging heartbeats     0.231 ms  ≈ same     ≈ same     ✖ +13.4 %
      import                  48.2 ms  ≈ same     ≈ same     ? unclear
      Life cycle
      ready                  204.0 ms  ≈ same     ✔ 2.87×    ✔ 2.96×
      resident memory         81.0 MB  ≈ same     ≈ same     ✖ +30.0 %
      index size              29.9 MB  ≈ same     ✔ −48.8 %  ✔ −48.8 %

      ✔ better and ✖ worse by so many times, or by so many per cent (− is less).

      Interference: heartbeats beside year queries: median response over that of the
      same load alone: 1,629× on master, 1.06× on followup.

      Findings

      - fail: merging-heartbeats p50: expected at most +5.0 %, found +13.4 % [+10.6 %,
        +16.3 %].

      Reports

      - reports/followup.md
      "
    `)
  })

  it('adds the values where the terminal is wide enough', () => {
    const wide = renderTerminalSummary(session, judgement, { ...options, width: 140 })
    expect(wide.split('\n').find((line) => line.includes('?limit=100'))).toMatchInlineSnapshot(
      `"events ?limit=100      137.5 ms  138.5 ms   +0.7 %  ≈ same    0.330 ms     417×  ✔ faster   0.331 ms     415×  ✔ faster"`,
    )
  })

  it('needs no more than 64 columns for that', () => {
    const narrow = renderTerminalSummary(session, judgement, { ...options, width: 64 })
    expect(narrow).toContain('✔ better and ✖ worse')
    expect(narrow).not.toMatch(/^followup against master$/m)
  })

  it('says the direction in words where the terminal is a little wider', () => {
    const wider = renderTerminalSummary(session, judgement, { ...options, width: 90 })
    expect(wider.split('\n').find((line) => line.includes('?limit=100'))).toMatchInlineSnapshot(
      `"events ?limit=100      137.5 ms  ≈ same            ✔ faster 417×      ✔ faster 415×"`,
    )
  })

  it('gives every candidate its own table where even that does not fit', () => {
    const narrow = renderTerminalSummary(session, judgement, { ...options, width: 44 })
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
