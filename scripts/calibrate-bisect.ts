// How often a bisection names the right commit, by what the change is worth against the noise: simulated restarts of
// known truth through the real search, risks and looks. `node scripts/calibrate-bisect.ts [bisections]`, seeded.
import { ERROR_LEVEL } from '../harness/bisect/error-budget.ts'
import { simulateBisection } from '../harness/bisect/testing-simulation.ts'
import type { SimulatedOutcome } from '../harness/bisect/testing-simulation.ts'
import { createRandom } from '../harness/core/random.ts'
import { formatPercent, formatShare } from '../harness/core/format.ts'
import { p50 } from '../harness/metrics/closed-loop.ts'
import { LOOK_PROFILES } from '../harness/stats/looks.ts'

const RUNS = Number(process.argv[2] ?? 1000)

/** Restarts vary by so much, on the log scale: the noise of a quiet machine, and of a shared one. */
const CASES = [
  { restartSd: 0.015, commits: 16, changes: [0.06, 0.08, 0.1, 0.2] },
  { restartSd: 0.015, commits: 100, changes: [0.08, 0.1, 0.2] },
  { restartSd: 0.03, commits: 16, changes: [0.08, 0.1, 0.2, 0.5] },
]

const HEADINGS = [
  'restarts vary by',
  'commits',
  'change',
  'named',
  'wrong',
  'one of several',
  'not begun',
  'steps',
  'units',
]

console.log(`| ${HEADINGS.join(' | ')} |\n| ${HEADINGS.map(() => '---:').join(' | ')} |`)
for (const { restartSd, commits, changes } of CASES)
  for (const change of changes) {
    const random = createRandom(`${restartSd}/${commits}/${change}`)
    const simulation = {
      commits,
      change: Math.log1p(change),
      restartSd,
      looks: LOOK_PROFILES.pr,
      errorLevel: ERROR_LEVEL,
      margin: Math.log1p(p50.marginRatio),
    }
    const outcomes = Array.from({ length: RUNS }, () => simulateBisection(simulation, random))
    console.log(row(restartSd, commits, change, outcomes))
  }

function row(
  restartSd: number,
  commits: number,
  change: number,
  outcomes: readonly SimulatedOutcome[],
): string {
  const share = (holds: (outcome: SimulatedOutcome) => boolean) =>
    formatShare(outcomes.filter(holds).length / outcomes.length)
  const begun = outcomes.filter(({ steps }) => steps > 0)
  const mean = (of: (outcome: SimulatedOutcome) => number) =>
    begun.length === 0
      ? '–'
      : (begun.reduce((sum, each) => sum + of(each), 0) / begun.length).toFixed(1)
  return `| ${[
    formatShare(restartSd),
    commits,
    formatPercent(change),
    share(({ kind, isRight }) => kind === 'named' && isRight),
    share(({ kind, isRight }) => (kind === 'named' || kind === 'ambiguous') && !isRight),
    share(({ kind, isRight }) => kind === 'ambiguous' && isRight),
    share(({ kind }) => kind === 'unclear' || kind === 'not-slower'),
    mean(({ steps }) => steps),
    mean(({ units }) => units),
  ].join(' | ')} |`
}
