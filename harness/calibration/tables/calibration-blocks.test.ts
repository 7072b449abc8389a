import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../report/formats/markdown.ts'
import { testingCalibration } from '../testing-calibration.ts'
import { calibrationBlocks } from './calibration-blocks.ts'

const text = (changes = {}) => renderMarkdown(calibrationBlocks(testingCalibration(changes)))

describe('a calibration as Markdown', () => {
  it('goes from goals over unchanged builds to what is found', () => {
    expect(text()).toMatchInlineSnapshot(`
      "# Calibration of this machine

      2 × Synthetic CPU, pinned to 0 (load generator) and 1 (servers), 2026-11-28 20:00 UTC. Measured: \`HEAD\` (1111111111) beside itself, 27 units of 27 s (1 more was void), each as \`pr\` has them. From these, 300 sessions were drawn with looks at 6, 9, 12 units, in each unit with the three processes in new roles, and judged as any session is.

      ## Goals

      Likely and unlikely: so says the share, but its interval lies on both sides of the goal.

      | Goal                       |                Found |    Of valid sessions | Reached |
      | -------------------------- | -------------------: | -------------------: | ------- |
      | unchanged builds red ≤ 1 % |      0.3 % (0.1–1.9) |                    – | likely  |
      | +20 % at p50 found ≥ 99 %  | 100.0 % (96.3–100.0) | 100.0 % (96.3–100.0) | likely  |
      | +8 % at p50 found ≥ 85 %   |   50.0 % (40.4–59.6) |   50.0 % (40.4–59.6) | no      |

      ## Unchanged builds

      Drawn of so many units. Red: a confirmed regression that is none. Invalid: void by its own control.

      | Sessions        |              Red |          Invalid | Units |
      | --------------- | ---------------: | ---------------: | ----: |
      | 300 drawn of 27 |  0.3 % (0.1–1.9) |  0.0 % (0.0–1.3) |  10.5 |
      | 5 measured      | 0.0 % (0.0–43.4) | 0.0 % (0.0–43.4) |  10.5 |

      One line per metric that may turn a session red. What is neither slower, faster nor the same stayed unclear.

      | Metric             |  Margin |   Called slower |   Called faster |               Same |
      | ------------------ | ------: | --------------: | --------------: | -----------------: |
      | items p50          |  ±5.0 % | 0.0 % (0.0–1.3) | 0.3 % (0.1–1.9) | 95.0 % (91.9–96.9) |
      | beats response-p95 | ±50.0 % | 0.0 % (0.0–1.3) | 0.3 % (0.1–1.9) | 95.0 % (91.9–96.9) |

      ## Smallest change found in 80 % of sessions

      By the time a session of these scenarios takes, read once at its end, and by profile with its looks. A change lies beyond the margin by as much as the noise asks for.

      | Metric             | 5 min (10 units) | 15 min (32 units) | 30 min (60 units) | pr (6, 9, 12 units) |
      | ------------------ | ---------------: | ----------------: | ----------------: | ------------------: |
      | items p50          |           +9.2 % |              +6 % |                 – |              +8.2 % |
      | beats response-p95 |            +56 % |           +51.5 % |                 – |             +54.5 % |

      <details>
      <summary>The same of metrics that turn no session red</summary>

      –: no change of any size; 36× is a factor.

      | Metric    |   5 min |  15 min | 30 min |      pr |
      | --------- | ------: | ------: | -----: | ------: |
      | items p99 | +14.4 % | +11.1 % |      – | +13.3 % |

      </details>

      ## Planted changes

      Not faults of a server but arithmetic: in sessions of unchanged builds all times of one scenario of the candidate are multiplied, rates divided, by exactly that much. How often the metric is called slower:

      | Metric    | Margin |            +3 % |               +5 % |               +8 % |              +10 % |                +20 % |
      | --------- | -----: | --------------: | -----------------: | -----------------: | -----------------: | -------------------: |
      | items p50 | ±5.0 % | 0.0 % (0.0–3.7) | 25.0 % (17.5–34.3) | 50.0 % (40.4–59.6) | 75.0 % (65.7–82.5) | 100.0 % (96.3–100.0) |

      | Metric             |  Margin |           +60 % |             +100 % |               +200 % |
      | ------------------ | ------: | --------------: | -----------------: | -------------------: |
      | beats response-p95 | ±50.0 % | 0.0 % (0.0–3.7) | 50.0 % (40.4–59.6) | 100.0 % (96.3–100.0) |

      The same sessions as a whole. With +3 % and +5 % a red session is one too many: these lie within the margin.

      | Change | Sessions |                Red | Red by another scenario |         Invalid |
      | ------ | -------: | -----------------: | ----------------------: | --------------: |
      | +8 %   |      100 | 90.0 % (82.6–94.5) |         0.0 % (0.0–3.7) | 0.0 % (0.0–3.7) |
      | +100 % |      100 | 50.0 % (40.4–59.6) |         1.0 % (0.2–5.4) | 0.0 % (0.0–3.7) |

      ## Faults of the server

      Measured, not planted: the candidate was started with the fault.

      Drawn of so many units. A session that is drawn from few of them varies too little: from m units by 1/m of the variance.

      | Fault          |        Sessions |                Red |         Invalid | Units |
      | -------------- | --------------: | -----------------: | --------------: | ----: |
      | \`stall=1s@500\` | 300 drawn of 12 | 80.0 % (75.1–84.1) | 0.0 % (0.0–1.3) |  10.5 |

      - \`stall=1s@500\` (every 500th request holds up the server for 1 s): found by beats response-p95 in 80.0 % (75.1–84.1), and by items p99, which only informs, in 50.0 % (44.4–55.6).
      - \`wrong-answer=100%\` (answers lack their last event): found by comparing the answers of items; exit code 4.

      <details>
      <summary>stall=1s@500: every 500th request holds up the server for 1 s, metric by metric</summary>

      Over all 12 units. Metrics that only inform are listed where they call it worse in at least 5 % of the sessions.

      | Metric             |         | Measured change (95 % interval) |       Called worse |
      | ------------------ | ------- | ------------------------------: | -----------------: |
      | beats response-p95 | gates   |            42.0× [21.0×, 84.0×] | 80.0 % (75.1–84.1) |
      | items p99          | informs |                               – | 50.0 % (44.4–55.6) |

      </details>

      Shares with Wilson’s 95 % interval. Drawn sessions share units, so theirs is too narrow.
      "
    `)
  })

  it('says plainly that nothing was a fault of the server where none was measured', () => {
    const bare = text({ faults: [], answers: [], real: [] })
    expect(bare).toContain('None was measured. Where the config has `faultArguments`')
    expect(bare).toContain('Not faults of a server but arithmetic')
  })

  it('knows no times where none were kept', () => {
    const times = { unitMs: undefined, onceMs: undefined }
    expect(text(times)).not.toContain('15 min')
    expect(text(times)).toContain('| Metric ')
  })
})
