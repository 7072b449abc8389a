import { describe, expect, it } from 'vitest'
import { UsageError } from '../core/errors.ts'
import type { Judgement } from '../judge/comparison.ts'
import type { Session } from '../results/schema.ts'
import { renderMarkdownReport } from './render.ts'
import { buildReportJudgement, buildReportSession } from './testing-report.ts'

const FILE = { sessionFile: 'reports/2026-06-12-0800.jsonl' }
const session = buildReportSession()
const judgement = buildReportJudgement()

function report(of: Session = session, judged: Judgement = judgement, label = 'followup'): string {
  return renderMarkdownReport(of, judged, label, FILE)
}

describe('the Markdown report', () => {
  it('reads from verdict to caveats', () => {
    expect(report()).toMatchInlineSnapshot(`
      "# ⚠ Answers differ in one scenario: followup against master

      **Someone must look before speed matters.** 7 faster, 1 slower, 4 same, 1 unclear, 1 invalid of 14 gating comparisons. How sure: 95 % intervals over 6 restarts of every build; a row is faster or slower only if its whole interval lies beyond the margin.

      - **Largest gain:** heartbeats beside year queries, response p50: 994.0 ms → 0.610 ms, 1,630× faster [1,269×, 2,092×].
      - **Largest loss:** merging heartbeats: 0.231 ms → 0.262 ms, +13.4 % [+10.6 %, +16.3 %].
      - **Interference:** heartbeats beside year queries: median response over that of the same load alone: 1,629× on master, 1.06× on followup.
      - **Correctness:** 4 of 5 read scenarios answered identically by all builds. 7,572 measured requests were answered as expected; "master" left 924 due requests unsent.
      - **What could be seen:** changes from 11.3 % on in half of the gating comparisons, in the others only larger ones.

      ## Findings

      - **fail**: merging-heartbeats p50: expected at most +5.0 %, found +13.4 % [+10.6 %, +16.3 %].

      ## What was compared

      | Role       | Label    | Ref          | Commit       | Subject                           | Variant  | Tree                |
      | ---------- | -------- | ------------ | ------------ | --------------------------------- | -------- | ------------------- |
      | baseline   | master   | \`master\`     | \`0000000000\` | Commit of master \\| with a pipe   | –        | clean               |
      | in between | midpoint | \`.:midpoint\` | \`1111111111\` | Commit of midpoint \\| with a pipe | midpoint | clean               |
      | in between | branch   | \`.:branch\`   | \`2222222222\` | Commit of branch \\| with a pipe   | branch   | clean               |
      | candidate  | followup | \`.:followup\` | \`3333333333\` | Commit of followup \\| with a pipe | followup | uncommitted changes |

      ## How it was measured

      - **Snapshot:** golden, 544,688 events, 98.2 MB, digest \`c0ffee00c0ffee00\`; largest bucket aw-watcher-window_desk with 309,000 events
      - **Machine:** 2 × Example CPU, 8.00 GB memory, linux x64, Node v24.21.0, heartbench 0.1.0
      - **CPUs:** left to the scheduler
      - **When:** 2026-06-12 08:00 UTC, for 12 min 30 s; seed \`7\`
      - **Units:** 6 complete of 7 planned, 1 void; each starts every build afresh on a fresh copy of the snapshot, and short slices of all builds alternate in it

      The same again:

      \`\`\`sh
      npx heartbench compare master .:midpoint .:branch .:followup --seed 7
      \`\`\`

      <details>
      <summary>What each scenario asks, and how often</summary>

      Fixed before the first unit and the same in every one; warm-up is not measured.

      | Scenario                       | Load                                                                                       | In every unit, of every build | Warm-up | Why                            |
      | ------------------------------ | ------------------------------------------------------------------------------------------ | ----------------------------- | ------: | ------------------------------ |
      | \`GET /buckets/\`                | one request after the other                                                                | 1 × one slice                 |      30 | Why buckets-list exists.       |
      | events \`?limit=100\`            | one request after the other                                                                | 1 × one slice                 |      30 | Why events-limit-100 exists.   |
      | events, 1 month                | one request after the other                                                                | 1 × one slice                 |      30 | Why events-month exists.       |
      | desktop, 1 year                | one request after the other                                                                | 1 × one slice                 |      30 | Why query-year exists.         |
      | day queries, 8 clients         | 8 clients, each one request after the other                                                | 1 × one slice                 |      30 | Why day-queries-8 exists.      |
      | heartbeats alone               | 83 per second, evenly spread                                                               | 1 × one slice                 |      30 | Why heartbeats-alone exists.   |
      | heartbeats beside year queries | heartbeats: 83 per second, evenly spread; beside year queries: one request after the other | 1 × one slice                 |      30 | Why heartbeats-loaded exists.  |
      | merging heartbeats             | one request after the other                                                                | 1 × one slice                 |      30 | Why merging-heartbeats exists. |
      | import                         | one request after the other                                                                | 1 × one slice                 |      30 | Why import exists.             |

      </details>

      ## Results

      Values are medians over the units, p50 unless the row says otherwise. Change is candidate over baseline: a factor from 2× upwards, else per cent, where − is less time, less space or a lower rate. Rows marked "informs" never decide the outcome; where nothing changed they are only among all metrics below. Noise is half the width of the interval.

      ### REST reads (sequential)

      | Scenario            |   master | midpoint |   branch | followup |       Change (95 % interval) | Verdict   |  Noise |
      | ------------------- | -------: | -------: | -------: | -------: | ---------------------------: | --------- | -----: |
      | \`GET /buckets/\`     | 0.240 ms | 0.241 ms | 0.240 ms | 0.239 ms |      −0.4 % [−1.6 %, +0.8 %] | ≈ same    | ±1.2 % |
      | events \`?limit=100\` | 137.5 ms | 138.5 ms | 0.330 ms | 0.331 ms | **415× faster** [391×, 441×] | ✅ faster | ±6.2 % |
      | events, 1 month     |  83.9 ms |  83.4 ms |  36.9 ms |  51.0 ms |                   not judged | ⚠ invalid |      – |

      <details>
      <summary>Chart: p50 of every build in per cent of master</summary>

      \`\`\`mermaid
      %%{init: {"gantt":{"leftPadding":132,"barHeight":16,"barGap":3,"fontSize":11}}}%%
      gantt
          title REST reads (sequential) – p50 in % of master, shorter is faster
          dateFormat x
          axisFormat %s
          tickInterval 20000millisecond
          todayMarker off
          section GET /buckets/
          0.240 ms master :0, 100000
          0.241 ms midpoint :0, 100417
          0.240 ms branch :0, 100000
          0.239 ms followup :0, 99583
          section events ?limit=100
          137.5 ms master :0, 100000
          138.5 ms midpoint :0, 100727
          0.330 ms branch :0, 240
          0.331 ms followup :0, 241
          section events, 1 month
          83.9 ms master :0, 100000
          83.4 ms midpoint :0, 99404
          36.9 ms branch :0, 43981
      \`\`\`

      </details>

      ### Query (sequential)

      | Scenario        | master | midpoint |   branch | followup |          Change (95 % interval) | Verdict   |  Noise |
      | --------------- | -----: | -------: | -------: | -------: | ------------------------------: | --------- | -----: |
      | desktop, 1 year | 1.07 s | 783.0 ms | 497.0 ms | 492.0 ms | **2.18× faster** [2.14×, 2.23×] | ✅ faster | ±2.0 % |

      <details>
      <summary>Chart: p50 of every build in per cent of master</summary>

      \`\`\`mermaid
      %%{init: {"gantt":{"leftPadding":120,"barHeight":16,"barGap":3,"fontSize":11}}}%%
      gantt
          title Query (sequential) – p50 in % of master, shorter is faster
          dateFormat x
          axisFormat %s
          tickInterval 20000millisecond
          todayMarker off
          section desktop, 1 year
          1.07 s master :0, 100000
          783.0 ms midpoint :0, 72905
          497.0 ms branch :0, 46276
          492.0 ms followup :0, 45810
      \`\`\`

      </details>

      ### Concurrency

      | Scenario               | Metric     |   master | midpoint |  branch | followup |          Change (95 % interval) | Verdict   |  Noise |
      | ---------------------- | ---------- | -------: | -------: | ------: | -------: | ------------------------------: | --------- | -----: |
      | day queries, 8 clients | throughput |   23.8/s |   26.2/s |   100/s |    101/s | **4.26× faster** [4.13×, 4.39×] | ✅ faster | ±3.0 % |
      |                        | p50        | 336.0 ms | 304.0 ms | 79.0 ms |  78.4 ms | **4.29× faster** [4.12×, 4.46×] | ✅ faster | ±4.1 % |

      <details>
      <summary>Chart: p50 of every build in per cent of master</summary>

      \`\`\`mermaid
      %%{init: {"gantt":{"leftPadding":162,"barHeight":16,"barGap":3,"fontSize":11}}}%%
      gantt
          title Concurrency – p50 in % of master, shorter is faster
          dateFormat x
          axisFormat %s
          tickInterval 20000millisecond
          todayMarker off
          section day queries, 8 clients
          336.0 ms master :0, 100000
          304.0 ms midpoint :0, 90476
          79.0 ms branch :0, 23512
          78.4 ms followup :0, 23333
      \`\`\`

      </details>

      ### Under load

      | Scenario                       | Metric              |     master | midpoint |   branch | followup |             Change (95 % interval) | Verdict           |   Noise |
      | ------------------------------ | ------------------- | ---------: | -------: | -------: | -------: | ---------------------------------: | ----------------- | ------: |
      | heartbeats alone               | response p50        |   0.610 ms | 0.608 ms | 0.590 ms | 0.575 ms |           −5.7 % [−13.0 %, +2.1 %] | ≈ same            |  ±8.3 % |
      |                                | response p95        |   0.890 ms | 0.880 ms | 0.850 ms | 0.845 ms |           −5.1 % [−15.8 %, +7.0 %] | ≈ same            | ±12.7 % |
      | heartbeats beside year queries | response p50        |   994.0 ms |  9.40 ms | 0.640 ms | 0.610 ms | **1,630× faster** [1,269×, 2,092×] | ✅ faster         | ±28.4 % |
      |                                | response p95        |     1.01 s |  91.0 ms |  72.0 ms |  70.1 ms |    **14.4× faster** [9.68×, 21.5×] | ✅ faster         | ±49.2 % |
      |                                | served              |         72 |      955 |      990 |      996 |      **13.8× more** [13.6×, 14.1×] | ✅ more (informs) |  ±2.0 % |
      |                                | missed in all units | 924 of 996 | 0 of 996 | 0 of 996 | 0 of 996 |                                  – | –                 |       – |
      |                                | year queries served |         13 |       18 |       28 |       29 |      **2.23× more** [2.04×, 2.44×] | ✅ more (informs) |  ±9.4 % |

      <details>
      <summary>Chart: p50 of every build in per cent of master</summary>

      \`\`\`mermaid
      %%{init: {"gantt":{"leftPadding":210,"barHeight":16,"barGap":3,"fontSize":11}}}%%
      gantt
          title Under load – p50 in % of master, shorter is faster
          dateFormat x
          axisFormat %s
          tickInterval 20000millisecond
          todayMarker off
          section heartbeats alone
          0.610 ms master :0, 100000
          0.608 ms midpoint :0, 99672
          0.590 ms branch :0, 96721
          0.575 ms followup :0, 94262
          section heartbeats beside year queries
          994.0 ms master :0, 100000
          9.40 ms midpoint :0, 946
          0.640 ms branch :0, 64
          0.610 ms followup :0, 61
      \`\`\`

      </details>

      ### Writes

      | Scenario           |   master | midpoint |   branch | followup |         Change (95 % interval) | Verdict   |  Noise |
      | ------------------ | -------: | -------: | -------: | -------: | -----------------------------: | --------- | -----: |
      | merging heartbeats | 0.231 ms | 0.233 ms | 0.226 ms | 0.262 ms | **+13.4 %** [+10.6 %, +16.3 %] | ❌ slower | ±2.5 % |
      | import             |  48.2 ms |  48.1 ms |  47.0 ms |  45.3 ms |       −6.0 % [−11.6 %, −0.1 %] | ? unclear | ±6.3 % |

      <details>
      <summary>Chart: p50 of every build in per cent of master</summary>

      \`\`\`mermaid
      %%{init: {"gantt":{"leftPadding":138,"barHeight":16,"barGap":3,"fontSize":11}}}%%
      gantt
          title Writes – p50 in % of master, shorter is faster
          dateFormat x
          axisFormat %s
          tickInterval 20000millisecond
          todayMarker off
          section merging heartbeats
          0.231 ms master :0, 100000
          0.233 ms midpoint :0, 100866
          0.226 ms branch :0, 97835
          0.262 ms followup :0, 113420
          section import
          48.2 ms master :0, 100000
          48.1 ms midpoint :0, 99793
          47.0 ms branch :0, 97510
          45.3 ms followup :0, 93983
      \`\`\`

      </details>

      ### Interference

      heartbeats beside year queries against heartbeats alone: how many times as long a response takes, with its 95 % interval. 1× means that nobody waits for the others.

      | Build    | p50 alone | p50 beside |       Interference, p50 | p95 alone | p95 beside |    Interference, p95 |
      | -------- | --------: | ---------: | ----------------------: | --------: | ---------: | -------------------: |
      | master   |  0.610 ms |   994.0 ms | 1,629× [1,569×, 1,689×] |  0.890 ms |     1.01 s |               1,137× |
      | midpoint |  0.608 ms |    9.40 ms |    15.5× [14.9×, 16.0×] |  0.880 ms |    91.0 ms |   103× [99.5×, 107×] |
      | branch   |  0.590 ms |   0.640 ms |    1.08× [1.04×, 1.13×] |  0.850 ms |    72.0 ms | 84.7× [81.5×, 87.9×] |
      | followup |  0.575 ms |   0.610 ms |    1.06× [1.02×, 1.10×] |  0.845 ms |    70.1 ms | 83.0× [79.9×, 86.1×] |

      \`\`\`mermaid
      %%{init: {"gantt":{"leftPadding":78,"barHeight":16,"barGap":3,"fontSize":11}}}%%
      gantt
          title heartbeats beside year queries – response time, shorter is better
          dateFormat x
          axisFormat %s ms
          tickInterval 200000millisecond
          todayMarker off
          section master
          0.610 ms p50 alone :0, 610
          994.0 ms p50 beside :0, 994000
          0.890 ms p95 alone :0, 890
          1.01 s p95 beside :0, 1012000
          section midpoint
          0.608 ms p50 alone :0, 608
          9.40 ms p50 beside :0, 9400
          0.880 ms p95 alone :0, 880
          91.0 ms p95 beside :0, 91000
          section branch
          0.590 ms p50 alone :0, 590
          0.640 ms p50 beside :0, 640
          0.850 ms p95 alone :0, 850
          72.0 ms p95 beside :0, 72000
          section followup
          0.575 ms p50 alone :0, 575
          0.610 ms p50 beside :0, 610
          0.845 ms p95 alone :0, 845
          70.1 ms p95 beside :0, 70100
      \`\`\`

      ### Life cycle

      | Once per unit       |   master | midpoint |  branch | followup |          Change (95 % interval) | Verdict             |  Noise |
      | ------------------- | -------: | -------: | ------: | -------: | ------------------------------: | ------------------- | -----: |
      | accepts connections |  61.0 ms |  61.0 ms | 61.0 ms |  61.0 ms |                               – | –                   |      – |
      | ready               | 204.0 ms | 201.0 ms | 71.0 ms |  69.0 ms | **2.96× faster** [2.81×, 3.11×] | ✅ faster (informs) | ±5.1 % |

      ### Resources

      | Once per unit            |            master |          midpoint |            branch |          followup |         Change (95 % interval) | Verdict              |  Noise |
      | ------------------------ | ----------------: | ----------------: | ----------------: | ----------------: | -----------------------------: | -------------------- | -----: |
      | database, before → after | 98.2 MB → 98.2 MB | 98.2 MB → 98.2 MB | 98.2 MB → 98.2 MB | 98.2 MB → 98.2 MB |                              – | –                    |      – |
      | indexes, before → after  | 29.9 MB → 29.9 MB | 29.9 MB → 29.9 MB | 29.9 MB → 15.3 MB | 29.9 MB → 15.3 MB |                              – | –                    |      – |
      | resident memory          |           81.0 MB |           80.4 MB |           84.0 MB |            105 MB | **+30.0 %** [+28.7 %, +31.3 %] | ❌ larger (informs)  | ±1.0 % |
      | database size            |           98.2 MB |           98.2 MB |           98.2 MB |           98.2 MB |           0.0 % [0.0 %, 0.0 %] | ≈ same (informs)     | ±0.0 % |
      | index size               |           29.9 MB |           29.9 MB |           15.3 MB |           15.3 MB | **−48.8 %** [−48.8 %, −48.8 %] | ✅ smaller (informs) | ±0.0 % |

      ## Correctness

      4 of 5 read scenarios answered identically by all builds. 7,572 measured requests were answered as expected; "master" left 924 due requests unsent.

      - "followup" answers GET /api/0/buckets/window/events?start=2026-05-12 (events-month) differently from the baseline: event 17 has another duration. Its speed there is not judged.

      <details>
      <summary>The answers of master, and whether the others gave the same</summary>

      | Scenario               |    Size | Digest             | midpoint | branch | followup  |
      | ---------------------- | ------: | ------------------ | -------- | ------ | --------- |
      | \`GET /buckets/\`        | 12.3 kB | \`digest-of-bucket\` | same     | same   | same      |
      | events \`?limit=100\`    | 12.3 kB | \`digest-of-events\` | same     | same   | same      |
      | events, 1 month        | 12.3 kB | \`digest-of-events\` | same     | same   | different |
      | desktop, 1 year        | 12.3 kB | \`digest-of-query-\` | same     | same   | same      |
      | day queries, 8 clients | 12.3 kB | \`digest-of-day-qu\` | same     | same   | same      |

      </details>

      ## Attribution

      - **master → midpoint** (\`1111111111\` Commit of midpoint | with a pipe): dominant in Under load: heartbeats beside year queries, response p50 **106× faster** (63 % [63 %, 64 %]), heartbeats beside year queries, served **13.8× more** (100 % [100 %, 100 %]), heartbeats beside year queries, year queries served **+38.5 %** (41 % [40 %, 41 %]).
      - **midpoint → branch** (\`2222222222\` Commit of branch | with a pipe): in Under load: heartbeats beside year queries, response p50 **14.7× faster** (36 % [36 %, 37 %]), heartbeats beside year queries, year queries served **+55.6 %** (55 % [55 %, 56 %]); dominant in Life cycle: index size **−48.8 %** (100 % [100 %, 100 %]).
      - **branch → followup** (\`3333333333\` Commit of followup | with a pipe): no part beyond a margin; the largest clear one is heartbeats beside year queries, response p50 −4.7 %.

      <details>
      <summary>Share of each step in every change</summary>

      Each step leads to the build that heads its column. Shares are those of the logarithm of the whole change (geometric mean over restarts) and add to 100 %; a negative one worked against it. In brackets the 95 % interval of each share by itself, then what the step did by itself. Bold: clear; of all bold cells at most one in twenty is expected to be no change. "–": the whole change is not clear, and has no shares.

      | Row                                                 |     Whole change |                       → midpoint |                        → branch |             → followup |
      | --------------------------------------------------- | ---------------: | -------------------------------: | ------------------------------: | ---------------------: |
      | heartbeats beside year queries, response p50        |    1,629× faster |   **63 %** [63, 64], 106× faster | **36 %** [36, 37], 14.7× faster | **1 %** [0, 1], −4.7 % |
      | heartbeats beside year queries, served              |       13.8× more | **100 %** [100, 100], 13.8× more |               0 % [0, 0], 0.0 % |      0 % [0, 0], 0.0 % |
      | heartbeats beside year queries, year queries served |       2.23× more |       **41 %** [40, 41], +38.5 % |      **55 %** [55, 56], +55.6 % | **4 %** [4, 5], +3.6 % |
      | ready                                               | 0.0 %, not clear |                         –, 0.0 % |                        –, 0.0 % |               –, 0.0 % |
      | index size                                          |          −48.8 % |                0 % [0, 0], 0.0 % |   **100 %** [100, 100], −48.8 % |      0 % [0, 0], 0.0 % |

      </details>

      3 more rows: the whole is not judged to have changed, nor any step beyond the margin. Not shared out, since a build is not judged there: events, 1 month ("followup").

      <details>
      <summary>All percentiles and other metrics</summary>

      | Scenario                                     | Metric       |   master | midpoint |   branch | followup |             Change (95 % interval) | Verdict             |   Noise |
      | -------------------------------------------- | ------------ | -------: | -------: | -------: | -------: | ---------------------------------: | ------------------- | ------: |
      | \`GET /buckets/\`                              | p50          | 0.240 ms | 0.241 ms | 0.240 ms | 0.239 ms |            −0.4 % [−1.6 %, +0.8 %] | ≈ same              |  ±1.2 % |
      |                                              | p95          | 0.311 ms | 0.312 ms | 0.309 ms | 0.310 ms |            −0.3 % [−3.3 %, +2.7 %] | ≈ same              |  ±3.0 % |
      | events \`?limit=100\`                          | p50          | 137.5 ms | 138.5 ms | 0.330 ms | 0.331 ms |       **415× faster** [391×, 441×] | ✅ faster           |  ±6.2 % |
      |                                              | p95          | 141.0 ms | 142.2 ms | 0.420 ms | 0.424 ms |       **333× faster** [304×, 364×] | ✅ faster           |  ±9.4 % |
      |                                              | p99          | 144.0 ms | 149.0 ms | 0.610 ms | 0.640 ms |       **225× faster** [167×, 304×] | ✅ faster (informs) | ±35.0 % |
      | events, 1 month                              | p50          |  83.9 ms |  83.4 ms |  36.9 ms |  51.0 ms |                         not judged | ⚠ invalid           |       – |
      | desktop, 1 year                              | p50          |   1.07 s | 783.0 ms | 497.0 ms | 492.0 ms |    **2.18× faster** [2.14×, 2.23×] | ✅ faster           |  ±2.0 % |
      | day queries, 8 clients                       | p50          | 336.0 ms | 304.0 ms |  79.0 ms |  78.4 ms |    **4.29× faster** [4.12×, 4.46×] | ✅ faster           |  ±4.1 % |
      |                                              | throughput   |   23.8/s |   26.2/s |    100/s |    101/s |    **4.26× faster** [4.13×, 4.39×] | ✅ faster           |  ±3.0 % |
      | heartbeats alone                             | response p50 | 0.610 ms | 0.608 ms | 0.590 ms | 0.575 ms |           −5.7 % [−13.0 %, +2.1 %] | ≈ same              |  ±8.3 % |
      |                                              | response p95 | 0.890 ms | 0.880 ms | 0.850 ms | 0.845 ms |           −5.1 % [−15.8 %, +7.0 %] | ≈ same              | ±12.7 % |
      | heartbeats beside year queries, heartbeats   | response p50 | 994.0 ms |  9.40 ms | 0.640 ms | 0.610 ms | **1,630× faster** [1,269×, 2,092×] | ✅ faster           | ±28.4 % |
      |                                              | response p95 |   1.01 s |  91.0 ms |  72.0 ms |  70.1 ms |    **14.4× faster** [9.68×, 21.5×] | ✅ faster           | ±49.2 % |
      |                                              | served       |       72 |      955 |      990 |      996 |      **13.8× more** [13.6×, 14.1×] | ✅ more (informs)   |  ±2.0 % |
      | heartbeats beside year queries, year queries | served       |       13 |       18 |       28 |       29 |      **2.23× more** [2.04×, 2.44×] | ✅ more (informs)   |  ±9.4 % |
      | merging heartbeats                           | p50          | 0.231 ms | 0.233 ms | 0.226 ms | 0.262 ms |     **+13.4 %** [+10.6 %, +16.3 %] | ❌ slower           |  ±2.5 % |
      | import                                       | p50          |  48.2 ms |  48.1 ms |  47.0 ms |  45.3 ms |           −6.0 % [−11.6 %, −0.1 %] | ? unclear           |  ±6.3 % |

      </details>

      <details>
      <summary>What this session could have seen, row by row</summary>

      A true change of the size under "detectable" would have been seen. "Same" needs the whole interval inside the margin.

      | Row                                                 |  Margin | Detectable | Verdict    | Units still needed |
      | --------------------------------------------------- | ------: | ---------: | ---------- | -----------------: |
      | \`GET /buckets/\`                                     |  ±5.0 % |     +6.2 % | ≈ same     |                  – |
      | events \`?limit=100\`                                 |  ±5.0 % |    +11.2 % | ✅ faster  |                  – |
      | events, 1 month                                     |  ±5.0 % |          – | ⚠ invalid  |                  – |
      | desktop, 1 year                                     |  ±5.0 % |     +7.0 % | ✅ faster  |                  – |
      | day queries, 8 clients, throughput                  |  ±5.0 % |     +8.0 % | ✅ faster  |                  – |
      | day queries, 8 clients, p50                         |  ±5.0 % |     +9.1 % | ✅ faster  |                  – |
      | heartbeats alone, response p50                      | ±50.0 % |    +58.3 % | ≈ same     |                  – |
      | heartbeats alone, response p95                      | ±50.0 % |    +62.7 % | ≈ same     |                  – |
      | heartbeats beside year queries, response p50        | ±50.0 % |    +78.4 % | ✅ faster  |                  – |
      | heartbeats beside year queries, response p95        | ±50.0 % |    +99.2 % | ✅ faster  |                  – |
      | heartbeats beside year queries, served              |  ±5.0 % |     +7.0 % | ✅ more    |                  – |
      | heartbeats beside year queries, year queries served |  ±5.0 % |    +14.4 % | ✅ more    |                  – |
      | merging heartbeats                                  |  ±5.0 % |     +7.5 % | ❌ slower  |                  – |
      | import                                              |  ±5.0 % |    +11.3 % | ? unclear  |                  9 |
      | ready                                               | ±10.0 % |    +15.1 % | ✅ faster  |                  – |
      | resident memory                                     | ±10.0 % |    +11.0 % | ❌ larger  |                  – |
      | database size                                       | ±10.0 % |    +10.0 % | ≈ same     |                  – |
      | index size                                          | ±10.0 % |    +10.0 % | ✅ smaller |                  – |

      </details>

      ## Caveats

      - Unit 6 does not count for any build: another process was busy.
      - No unchanged build was measured beside the others, so that the noise of this session is known from its intervals alone; --control measures one.
      - Fewer than 100 measured requests of some build stand behind heartbeats-loaded (72): the restarts carry the interval, and what is rare among requests was hardly seen.
      - One machine, over the loopback interface, with the load generator beside the servers: ratios carry over to other machines better than the values do.
      - Intervals cover the luck of restarts and slices, not other hardware, other data or other days.
      - Margins differ by metric: waiting times of open loops alarm only on large shifts, since queueing amplifies noise.

      ## Artefacts

      - **Session file:** \`reports/2026-06-12-0800.jsonl\` holds every histogram, counter and note; no server is needed to judge again: \`heartbench report reports/2026-06-12-0800.jsonl\`
      - **Session:** \`2026-06-12-0800\`, schema version 6, written by heartbench 0.1.0
      - **Also in it:** midpoint, branch
      "
    `)
  })

  it('says within 300 characters what came out and whether someone must act', () => {
    expect(report().slice(0, 300)).toMatch(
      /^# ⚠ Answers differ in one scenario.*Someone must look/s,
    )
    const good = report(session, judgement, 'branch').slice(0, 300)
    expect(good).toMatch(
      /^# ✅ Faster.*Nobody has to act.*8 faster, 0 slower, 6 same.*How sure: 95 %/s,
    )
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
    expect(text).toContain('**Control:** the unchanged build "again"')
    expect(text).toContain('0 faster, 0 slower, 14 same')
    expect(text).toContain('| Noise (A/A) |')
    expect(text).not.toContain('No unchanged build was measured')
    expect(text).toMatch(/import .*\?\sunclear \| +\+0\.4\u00A0% \|/u)
  })

  it('shows a slower gating metric in a table even when it is no headline', () => {
    const comparisons = judgement.comparisons.map((each) =>
      each.metric === 'p95' && each.scenario === 'buckets-list'
        ? { ...each, verdict: 'slower' as const }
        : each,
    )
    const [, results] = report(session, { ...judgement, comparisons }).split('### REST reads')
    expect(results!.split('<details>')[0]).toMatch(/\| +\| p95 .*❌\sslower/)
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
    expect(text).toContain('417×\u00A0faster,\u00A0no\u00A0interval')
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

  it('shows what nobody judges and nothing changed only among all metrics', () => {
    const comparisons = judgement.comparisons.map((each) =>
      each.load === 'year queries' ? { ...each, verdict: 'same' as const } : each,
    )
    const text = report(session, { ...judgement, comparisons })
    const [results, all] = text.split('All percentiles and other metrics')
    expect(results).not.toContain('| year queries served')
    expect(all).toMatch(/\| heartbeats beside year queries, year queries +\| served /)
  })

  it('draws times in per cent of the baseline, without builds that are not judged', () => {
    const charts = report().match(/```mermaid\n.*?\n```/gs)!
    expect(charts).toHaveLength(6)
    expect(charts[0]).toContain('section events ?limit=100\n    137.5 ms master :0, 100000')
    expect(charts[0]).toMatch(
      /section events, 1 month\n.*master.*\n.*midpoint.*\n.*branch[^\n]*\n```/,
    )
  })

  it('draws nothing where no build changed anything', () => {
    const comparisons = judgement.comparisons.map((each) => ({ ...each, verdict: 'same' as const }))
    expect(report(session, { ...judgement, comparisons })).not.toContain('Chart: ')
  })

  it('names the build whose requests failed or were left unsent', () => {
    const units = session.units.map((unit) => ({
      ...unit,
      slices: unit.slices.map((slice) =>
        slice.target === 'branch'
          ? {
              ...slice,
              recordings: slice.recordings.map((one) => ({ ...one, failures: { timeout: 1 } })),
            }
          : slice,
      ),
    }))
    expect(report({ ...session, units })).toContain(
      '"master" left 924 due requests unsent; "branch" failed 18 × timeout.',
    )
  })

  it('names every machine and every command of a joined session', () => {
    const shards = ['one', 'two'].map((id) => ({
      header: { ...session.header, id, command: `heartbench compare --seed ${id}` },
    }))
    const text = report({ ...session, header: { ...session.header, shards } })
    expect(text).toContain(
      '```sh\nheartbench compare --seed one\nheartbench compare --seed two\n```',
    )
    expect(text).toMatch(/Joined from 2 sessions;.*\n\n.*\n.*\n\| `one` .*Example CPU.*\n\| `two` /)
  })
})
