// Bisections with a known truth and simulated restarts: how often they name the right commit. For tests and for
// scripts/calibrate-bisect.ts. Every restart of a build is faster or slower than the build by chance, as on real
// machines; rounds within a unit average out and are left away.
import type { Random } from '../core/random.ts'
import { gaussian } from '../judge/testing-latencies.ts'
import { verdictOf } from '../judge/verdict.ts'
import { clusteredTrimmedMean, intervalOf } from '../stats/clustered-trimmed.ts'
import { planLooks } from '../stats/looks.ts'
import type { Look } from '../stats/looks.ts'
import { riskOfEnds, riskOfStep } from './error-budget.ts'
import type { Answer, History } from './history.ts'
import { nextStep } from './search.ts'
import { sideOf } from './reading.ts'

export interface Simulation {
  readonly commits: number
  /** ln head / base. */
  readonly change: number
  /** Standard deviation of one restart of one build, on the log scale. */
  readonly restartSd: number
  readonly looks: readonly number[]
  readonly errorLevel: number
  /** ±ln(1 + T) of the metric; undefined: the ends are taken for different. */
  readonly margin?: number
}

export interface SimulatedOutcome {
  readonly kind: 'named' | 'ambiguous' | 'not-slower' | 'unclear'
  /** Whether the true commit is the named one, or among them. */
  readonly isRight: boolean
  /** Whether any commit got an answer that is not its own, skips not counted. */
  readonly hasWrongAnswer: boolean
  readonly steps: number
  /** Units of all steps and of the comparison of the ends. */
  readonly units: number
}

/** Commits in a row, parents first. */
export function commitsInARow(count: number): History {
  return Array.from({ length: count }, (_, index) => ({
    id: `c${index}`,
    parents: index === 0 ? [] : [`c${index - 1}`],
  }))
}

export function simulateBisection(simulation: Simulation, random: Random): SimulatedOutcome {
  const { commits, errorLevel, margin } = simulation
  const history = commitsInARow(commits)
  const culprit = Math.floor(random() * commits)
  const risk = riskOfEnds(commits, errorLevel)
  const ends = margin === undefined ? undefined : compareEnds(simulation, margin, risk, random)
  const nothing = { isRight: false, hasWrongAnswer: false, steps: 0, units: ends?.units ?? 0 }
  if (ends !== undefined && ends.verdict !== 'slower')
    return { ...nothing, kind: ends.verdict === 'unclear' ? 'unclear' : 'not-slower' }
  const search = searchOn(history, culprit, simulation, random)
  return { ...search, units: search.units + nothing.units }
}

function searchOn(
  history: History,
  culprit: number,
  simulation: Simulation,
  random: Random,
): SimulatedOutcome {
  const answers = new Map<string, Answer>()
  let unspent = simulation.errorLevel - riskOfEnds(history.length, simulation.errorLevel)
  let units = 0
  let hasWrongAnswer = false
  let next = nextStep(history, answers)
  for (; next.kind === 'try'; next = nextStep(history, answers)) {
    const risk = riskOfStep(next, unspent)
    unspent -= risk
    const truth = Number(next.commit.slice(1)) >= culprit ? 'changed' : 'same'
    const told = answerTo(truth, simulation, risk, random)
    answers.set(next.commit, told.answer)
    hasWrongAnswer ||= told.answer !== 'skip' && told.answer !== truth
    units += told.units
  }
  const named = next.kind === 'found' ? [next.commit] : next.commits
  const kind = next.kind === 'found' ? 'named' : 'ambiguous'
  const isRight = named.includes(`c${culprit}`)
  return { kind, isRight, hasWrongAnswer, steps: answers.size, units }
}

function answerTo(
  truth: Answer,
  { change, restartSd, looks }: Simulation,
  risk: number,
  random: Random,
): { readonly answer: Answer; readonly units: number } {
  const luck = () => restartSd * gaussian(random)
  const offset = truth === 'changed' ? change / 2 : -change / 2
  const values = Array.from({ length: looks.at(-1)! }, () => [
    offset + luck() - (luck() + luck()) / 2,
  ])
  for (const look of looksAt(looks, 2 * risk)) {
    const side = sideOf(values.slice(0, look.units), look, 'slice')
    if (side !== undefined)
      return { answer: side === 'above' ? 'changed' : 'same', units: look.units }
  }
  return { answer: 'skip', units: looks.at(-1)! }
}

function compareEnds(
  { change, restartSd, looks }: Simulation,
  margin: number,
  risk: number,
  random: Random,
) {
  const luck = () => restartSd * gaussian(random)
  const values = Array.from({ length: looks.at(-1)! }, () => [change + luck() - luck()])
  const margins = { worse: margin, better: -margin, ratio: Math.expm1(margin) }
  for (const look of looksAt(looks, 2 * risk)) {
    const fit = clusteredTrimmedMean(values.slice(0, look.units))
    const verdict = verdictOf(intervalOf(fit, 1 - look.level), margins)
    if (verdict !== 'unclear') return { verdict, units: look.units }
  }
  return { verdict: 'unclear' as const, units: looks.at(-1)! }
}

/** Boundaries are integrals: computed once for every risk. */
const KNOWN = new Map<string, readonly Look[]>()

function looksAt(looks: readonly number[], risk: number): readonly Look[] {
  const key = `${looks.join()} at ${risk}`
  const known = KNOWN.get(key) ?? planLooks(looks, risk)
  KNOWN.set(key, known)
  return known
}
