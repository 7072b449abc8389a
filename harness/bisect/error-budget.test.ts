import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import { ERROR_LEVEL, riskOfEnds, riskOfStep } from './error-budget.ts'
import type { Answer } from './history.ts'
import { nextStep } from './search.ts'
import { commitsInARow, simulateBisection } from './testing-simulation.ts'

/** Risks of the ends and of every step, for answers that come in this order. */
function risksOf(commits: number, answers: readonly Answer[]): number[] {
  const history = commitsInARow(commits)
  const given = new Map<string, Answer>()
  const risks = [riskOfEnds(commits)]
  for (const answer of answers) {
    const next = nextStep(history, given)
    if (next.kind !== 'try') break
    const spent = risks.reduce((sum, risk) => sum + risk, 0)
    risks.push(riskOfStep(next, ERROR_LEVEL - spent))
    given.set(next.commit, answer)
  }
  return risks
}

const anyAnswers = fc.array(fc.constantFrom<Answer>('changed', 'same', 'skip'), { maxLength: 80 })

describe('the error budget', () => {
  it('is shared evenly by the ends and the steps where commits can be halved', () => {
    const risks = risksOf(16, ['changed', 'same', 'same', 'changed'])
    expect(risks.map((risk) => risk.toFixed(4))).toEqual(Array.from({ length: 5 }, () => '0.0100'))
  })

  it('is never exceeded, whatever the answers, and leaves something for every step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), anyAnswers, (commits, answers) => {
        const risks = risksOf(commits, answers)
        const sum = risks.reduce((total, risk) => total + risk, 0)
        expect(sum).toBeLessThanOrEqual(ERROR_LEVEL * (1 + 1e-9))
        expect(Math.min(...risks)).toBeGreaterThan(0)
      }),
    )
  })

  it('gives a search of one commit all of it', () => {
    expect(riskOfEnds(1)).toBe(ERROR_LEVEL)
  })
})

describe('simulated bisections', () => {
  const RUNS = 300

  it('give any wrong answer in no more than 5 % of the cases where the ends differ least', () => {
    // A change far below the noise: the worst case, in which an answer is a coin that is seldom thrown.
    const hopeless = { commits: 16, change: 0.001, restartSd: 0.02, looks: [6] }
    const random = createRandom('hopeless')
    const wrong = Array.from({ length: RUNS }, () =>
      simulateBisection({ ...hopeless, errorLevel: ERROR_LEVEL }, random),
    ).filter(({ hasWrongAnswer }) => hasWrongAnswer).length
    // Three standard errors of a true 5 %.
    expect(wrong / RUNS).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / RUNS))
    // Steps that each take 5 % for themselves would be seen here.
    const random20 = createRandom('hopeless')
    const greedy = Array.from({ length: RUNS }, () =>
      simulateBisection({ ...hopeless, errorLevel: 0.05 * 5 }, random20),
    ).filter(({ hasWrongAnswer }) => hasWrongAnswer).length
    expect(greedy / RUNS).toBeGreaterThan(0.1)
  })

  it('name the right commit where the change can be seen', () => {
    const random = createRandom('clear')
    const clear = { commits: 16, change: Math.log(1.1), restartSd: 0.012, looks: [6, 9, 12] }
    const margin = Math.log(1.05)
    const outcomes = Array.from({ length: 100 }, () =>
      simulateBisection({ ...clear, errorLevel: ERROR_LEVEL, margin }, random),
    )
    const right = outcomes.filter(({ kind, isRight }) => kind === 'named' && isRight).length
    expect(right).toBeGreaterThanOrEqual(90)
    expect(
      outcomes.filter(({ kind, isRight }) => kind === 'named' && !isRight).length,
    ).toBeLessThan(10)
  })
})
