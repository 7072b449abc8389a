// The whole command against servers whose latencies are known: what was measured must be what they took. Other tests
// share the machine, so effects are large and tolerances wide; known-truth.test.ts has the small ones.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comparison, Judgement } from '../judge/comparison.ts'
import { judgeSession } from '../judge/judge.ts'
import { createProject } from './fixtures/project.ts'
import type { Project } from './fixtures/project.ts'

const stub = (...options: string[]) => ({ arguments: ['stub-latency', ...options] })
const CONFIG = {
  variants: {
    constant: stub('--latency', 'constant:6'),
    // Another name, so that it is no control.
    equal: stub('--latency', 'constant:6', '--seed', 'equal'),
    triple: stub('--latency', 'constant:6', '--factor', '3'),
    // One request of seven takes 60 ms: the same p50, another p95, in any 20 requests in a row.
    sometimes: stub('--latency', 'cycle:6x6+60x1'),
  },
  // Three candidates share the alarm level: 3 of 64 patterns of signs.
  units: 6,
  // A slice has five requests at least, p95 needs twenty: whatever the rehearsal finds, there are enough.
  rounds: 4,
  scenarioBudgetMs: 8000,
  warmupBudgetMs: 100,
  scenarios: [{ name: 'wait', requests: [{ path: '/wait' }] }],
}

let project: Project
let judgement: Judgement
beforeAll(async () => {
  project = createProject({ 'heartbench.config.json': CONFIG })
  const candidates = ['equal', 'triple', 'sometimes'].map((name) => `${name}=main:${name}`)
  const { code, stderr } = await project.compare('main:constant', ...candidates)
  expect(code, stderr).toBe(1)
  judgement = judgeSession(await project.session())
})
afterAll(() => project.remove())

function find(candidate: string, metric: string): Comparison {
  return judgement.comparisons.find(
    (each) => each.candidate === candidate && each.metric === metric,
  )!
}

/** Candidates that turn the session red by a metric. */
function blamed(metric: string): (string | undefined)[] {
  return judgement.findings
    .filter(({ severity, comparison }) => severity === 'fail' && comparison?.metric === metric)
    .map(({ comparison }) => comparison?.candidate)
}

/** Whether the interval comes within a fifth of the ratio. */
function reaches(comparison: Comparison, ratio: number): boolean {
  const { low, high } = comparison.change!
  return low < ratio * 1.2 && high > ratio / 1.2
}

describe('a measured session', () => {
  it('never finds less than the server took', () => {
    const { baselineValue, candidateValue } = find('triple', 'p50')
    expect(baselineValue).toBeGreaterThanOrEqual(6000)
    expect(candidateValue).toBeGreaterThanOrEqual(18_000)
  })

  it('calls a build that takes 18 ms instead of 6 slower, by that much, and is red', () => {
    const triple = find('triple', 'p50')
    // HTTP adds the same to both, which makes the ratio of the whole a little less than 3.
    const truth = (triple.baselineValue! + 12_000) / triple.baselineValue!
    expect(triple.verdict).toBe('slower')
    expect(reaches(triple, truth)).toBe(true)
    expect(blamed('p50')).toContain('triple')
  })

  it('finds a slow seventh of the requests in p95, far from p50', () => {
    const [p50, p95] = ['p50', 'p95'].map((metric) => find('sometimes', metric))
    expect(p50!.change!.value).toBeLessThan(2)
    expect(p95!.change!.value).toBeGreaterThan(p50!.change!.value * 1.5)
    expect(['slower', 'unclear']).toContain(p95!.verdict)
  })

  it('finds an equal build equal, and blames it for nothing', () => {
    expect(reaches(find('equal', 'p50'), 1)).toBe(true)
    expect([...blamed('p50'), ...blamed('p95')]).not.toContain('equal')
  })
})
