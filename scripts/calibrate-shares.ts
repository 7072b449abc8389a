// How often a step of known size is found at its commit, how often another is blamed, and how often intervals of shares
// hold the true share. `node scripts/calibrate-shares.ts [sessions]`, seeded; 4,000 sessions take ten seconds.
import { createRandom } from '../harness/core/random.ts'
import type { Random } from '../harness/core/random.ts'
import { gaussian } from '../harness/judge/testing-latencies.ts'
import { holmAdjusted } from '../harness/stats/alarm.ts'
import { shareOut } from '../harness/stats/step-shares.ts'

const LEVEL = 0.05
/** Six commits after the base. */
const STEPS = 6

interface Cell {
  readonly units: number
  /** Standard deviation of what one build of one unit has by luck, on the log scale. */
  readonly luckSd: number
  /** Whether a tenth of the builds has three times as much of it. */
  readonly hasBursts: boolean
  readonly effect: number
}

interface Counts {
  found: number
  blamed: number
  shared: number
  covered: number
}

function run(cell: Cell, sessions: number): Counts {
  const random = createRandom(JSON.stringify(cell))
  const counts: Counts = { found: 0, blamed: 0, shared: 0, covered: 0 }
  for (let session = 0; session < sessions; session++) count(cell, session % STEPS, random, counts)
  return counts
}

function count(cell: Cell, at: number, random: Random, counts: Counts): void {
  const { effect } = cell
  const truth = Array.from({ length: STEPS }, (_, step) => (step === at ? Math.log1p(effect) : 0))
  const { steps } = shareOut(simulate(truth, cell, random), LEVEL)
  const clear = holmAdjusted(steps.map(({ p }) => p)).map((p) => p <= LEVEL)
  const isChange = (step: number) => effect !== 0 && step === at
  const largest = Math.max(...steps.map(({ value }) => value))
  if (isChange(at) && clear[at] === true && steps[at]!.value === largest) counts.found += 1
  if (clear.some((is, step) => is && !isChange(step))) counts.blamed += 1
  for (const [step, { share }] of steps.entries()) {
    if (share === undefined) continue
    counts.shared += 1 / STEPS
    const of = isChange(step) ? 1 : 0
    if (of >= share.low && of <= share.high) counts.covered += 1 / STEPS
  }
}

function simulate(
  truth: readonly number[],
  { units, luckSd, hasBursts }: Cell,
  random: Random,
): number[][] {
  return Array.from({ length: units }, () => {
    const luck = Array.from({ length: truth.length + 1 }, () => {
      const isBurst = hasBursts && random() < 0.1
      return (isBurst ? 3 : 1) * luckSd * gaussian(random)
    })
    return truth.map((step, index) => step + luck[index + 1]! - luck[index]!)
  })
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

const sessions = Number(process.argv[2] ?? 4000)
console.log(
  '| true step | units | luck of a build | found at its commit | another one called clear | whole clear | share inside its interval |',
)
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |')
for (const effect of [0.1, 0.05, 0])
  for (const units of [6, 12])
    for (const [luckSd, hasBursts] of [
      [0.01, false],
      [0.02, false],
      [0.02, true],
    ] as const) {
      const { found, blamed, shared, covered } = run({ units, luckSd, hasBursts, effect }, sessions)
      const cells = [
        effect === 0 ? 'none' : `+${effect * 100} %`,
        units,
        `${luckSd * 100} %${hasBursts ? ', bursts' : ''}`,
        effect === 0 ? '–' : percent(found / sessions),
        percent(blamed / sessions),
        percent(shared / sessions),
        effect === 0 ? '–' : percent(covered / shared),
      ]
      console.log(`| ${cells.join(' | ')} |`)
    }
