// The values that the hand-written session of report tests was judged to have, near those of the first report that
// this tool reproduces, and every verdict at least once.
import type { Verdict } from '../judge/comparison.ts'
import { LIFE_CYCLE, PROCESS } from '../metrics/series.ts'

/** Values of one place for master, midpoint, branch and followup, with followup's verdict. */
export interface Line {
  readonly place: readonly [scenario: string, load: string, metric: string]
  readonly values: readonly [number, number, number, number]
  readonly verdict: Verdict
  /** Half the interval's width on the log scale. */
  readonly spread?: number
}

export const LINES: readonly Line[] = [
  line('buckets-list', 'reads', 'p50', [240, 241, 240, 239], 'same', 0.012),
  line('buckets-list', 'reads', 'p95', [311, 312, 309, 310], 'same', 0.03),
  line('events-limit-100', 'reads', 'p50', [137_500, 138_500, 330, 331], 'faster', 0.06),
  line('events-limit-100', 'reads', 'p95', [141_000, 142_200, 420, 424], 'faster', 0.09),
  line('events-limit-100', 'reads', 'p99', [144_000, 149_000, 610, 640], 'faster', 0.3),
  line('events-month', 'reads', 'p50', [83_900, 83_400, 36_900, 51_000], 'invalid'),
  line('query-year', 'queries', 'p50', [1_074_000, 783_000, 497_000, 492_000], 'faster', 0.02),
  line('day-queries-8', 'clients', 'throughput', [23.8, 26.2, 100.1, 101.4], 'faster', 0.03),
  line('day-queries-8', 'clients', 'p50', [336_000, 304_000, 79_000, 78_400], 'faster', 0.04),
  line('heartbeats-alone', 'heartbeats', 'response-p50', [610, 608, 590, 575], 'same', 0.08),
  line('heartbeats-alone', 'heartbeats', 'response-p95', [890, 880, 850, 845], 'same', 0.12),
  line(
    'heartbeats-loaded',
    'heartbeats',
    'response-p50',
    [994_000, 9400, 640, 610],
    'faster',
    0.25,
  ),
  line(
    'heartbeats-loaded',
    'heartbeats',
    'response-p95',
    [1_012_000, 91_000, 72_000, 70_100],
    'faster',
    0.4,
  ),
  line('heartbeats-loaded', 'heartbeats', 'served', [72, 955, 990, 996], 'faster', 0.02),
  line('heartbeats-loaded', 'year queries', 'served', [13, 18, 28, 29], 'faster', 0.09),
  line('merging-heartbeats', 'writes', 'p50', [231, 233, 226, 262], 'slower', 0.025),
  line('import', 'writes', 'p50', [48_200, 48_100, 47_000, 45_300], 'unclear', 0.061),
  line(LIFE_CYCLE, PROCESS, 'ready', [204, 201, 71, 69], 'faster', 0.05),
  line(
    LIFE_CYCLE,
    PROCESS,
    'rss',
    [81_000_000, 80_400_000, 84_000_000, 105_300_000],
    'slower',
    0.01,
  ),
  line(
    LIFE_CYCLE,
    PROCESS,
    'database-bytes',
    [98_200_000, 98_200_000, 98_200_000, 98_200_000],
    'same',
    0,
  ),
  line(
    LIFE_CYCLE,
    PROCESS,
    'index-bytes',
    [29_900_000, 29_900_000, 15_300_000, 15_300_000],
    'faster',
    0,
  ),
]

function line(
  scenario: string,
  load: string,
  metric: string,
  values: Line['values'],
  verdict: Verdict,
  spread?: number,
): Line {
  return {
    place: [scenario, load, metric],
    values,
    verdict,
    ...(spread !== undefined && { spread }),
  }
}
