// How often a step of known size is found at its commit, how often another is blamed, and how often intervals of shares
// hold the true share; then whole tables, and how many of their bold cells are none. `node scripts/calibrate-shares.ts
// [sessions]`, seeded; 4,000 sessions take half a minute.
import { createRandom } from '../harness/core/random.ts'
import type { Random } from '../harness/core/random.ts'
import { gaussian } from '../harness/judge/testing-latencies.ts'
import { holmAdjusted } from '../harness/stats/alarm.ts'
import { falseDiscoveryAdjusted } from '../harness/stats/false-discovery.ts'
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
  const clear = falseDiscoveryAdjusted(steps.map(({ p }) => p)).map((p) => p <= LEVEL)
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

/** Rows of a table, of which some changed at one step each. */
const ROWS = 15

interface Table {
  readonly units: number
  readonly changed: number
  readonly adjust: (pValues: readonly number[]) => number[]
}

/** Shares over sessions: of the bold that are none, of the true that are bold; and sessions with any false one. */
function runTables({ units, changed, adjust }: Table, tables: number) {
  const random = createRandom(`${units}/${changed}`)
  const sums = { wrong: 0, found: 0, anyWrong: 0 }
  for (let table = 0; table < tables; table++) {
    const truths = Array.from({ length: ROWS }, (_, row) =>
      Array.from({ length: STEPS }, (_step, step) =>
        row < changed && step === row % STEPS ? BIG : 0,
      ),
    )
    const cell = { units, luckSd: 0.02, hasBursts: false, effect: 0 }
    const steps = truths.flatMap((truth) => shareOut(simulate(truth, cell, random), LEVEL).steps)
    const bold = adjust(steps.map(({ p }) => p)).map((p) => p <= LEVEL)
    const isTrue = truths.flat().map((truth) => truth !== 0)
    const wrong = bold.filter((is, index) => is && !isTrue[index]).length
    const all = bold.filter(Boolean).length
    sums.wrong += all === 0 ? 0 : wrong / all
    sums.anyWrong += wrong > 0 ? 1 : 0
    sums.found += changed === 0 ? 0 : (all - wrong) / changed
  }
  return sums
}

const BIG = Math.log1p(0.1)

console.log(
  '\n| changed rows of 15 | units | rule | false among the bold | any false one | true ones bold |',
)
console.log('| ---: | ---: | --- | ---: | ---: | ---: |')
const tables = Math.max(1, Math.round(sessions / 4))
for (const changed of [0, 3, 12])
  for (const units of [3, 6, 12])
    for (const [name, adjust] of [
      ['Holm', holmAdjusted],
      ['false discovery rate', falseDiscoveryAdjusted],
    ] as const) {
      const { wrong, found, anyWrong } = runTables({ units, changed, adjust }, tables)
      const cells = [wrong, anyWrong, found].map((sum) => percent(sum / tables))
      if (changed === 0) cells[2] = '–'
      console.log(`| ${[changed, units, name, ...cells].join(' | ')} |`)
    }
