import { describe, expect, it } from 'vitest'
import { EXIT } from '../core/errors.ts'
import { mergeSessions } from '../results/merge/merge-sessions.ts'
import type { Session } from '../results/schema.ts'
import { judgeSession } from './judge.ts'
import { buildSession } from './testing-session.ts'
import type { SyntheticOptions } from './testing-session.ts'

const NOISE = { unit: 0.005, round: 0.02 }
const READS = [{ name: 'reads' }]
const WRITES = [{ name: 'writes', medianUs: 9000 }]

/** Each on a machine of its own, with seeds of their own. */
function joined(...shards: readonly SyntheticOptions[]): Session {
  const sources = shards.map((options, index) => {
    const seed = `shard-${index}`
    const { header, units, end } = buildSession({ noise: NOISE, seed, rounds: 5, ...options })
    const machine = { ...header.machine, cpuModel: `CPU ${index}` }
    return { file: seed, session: { header: { ...header, id: seed, machine }, units, end: end! } }
  })
  return mergeSessions(sources, { name: 'heartbench', version: '0.1.0' })
}

const slower = (ratio: number) => [{ label: 'master' }, { label: 'branch', latencyRatio: ratio }]

function p50Of(session: Session) {
  return judgeSession(session).comparisons.filter(({ metric }) => metric === 'p50')
}

describe('shards of different scenarios', () => {
  const session = joined(
    { scenarios: READS, units: 5 },
    { scenarios: WRITES, units: 6, targets: slower(1.3) },
  )

  it('are judged each by its own units, beside each other', () => {
    expect(
      p50Of(session).map(({ scenario, verdict, change }) => [scenario, verdict, change!.units]),
    ).toEqual([
      ['reads', 'same', 5],
      ['writes', 'slower', 6],
    ])
    expect(judgeSession(session).exitCode).toBe(EXIT.regression)
  })

  it('leave out what was read after other scenarios', () => {
    const lifeCycle = judgeSession(session).comparisons.filter(
      ({ scenario }) => scenario === 'life-cycle',
    )
    expect(lifeCycle.map(({ metric }) => metric)).toEqual(['ready', 'first-answer'])
  })

  it('confirm a regression also where a shard has too few units for patterns of signs', () => {
    const few = joined(
      { scenarios: READS, units: 4 },
      { scenarios: WRITES, units: 4, targets: slower(1.3) },
    )
    expect(judgeSession(few).exitCode).toBe(EXIT.regression)
  })
})

describe('shards of the same scenarios', () => {
  it('give one interval from the units of all', () => {
    const session = joined(...[0, 1, 2].map(() => ({ units: 2, targets: slower(1.3) })))
    expect(p50Of(session)).toMatchObject([{ verdict: 'slower', change: { units: 6 } }])
    expect(judgeSession(session).exitCode).toBe(EXIT.regression)
  })

  it('are not called the same where one machine is beyond the margin', () => {
    const session = joined({ units: 18 }, { units: 2, targets: slower(1.12) })
    const [p50] = p50Of(session)
    expect(p50!.verdict).toBe('unclear')
    expect(p50!.notes).toMatchObject([
      {
        code: 'shards-differ',
        target: 'branch',
        detail: expect.stringMatching(/^.[01]\.\d % on CPU 0 \(shard-0\), \+1\d\.\d % on CPU 1 /),
        withheld: true,
      },
    ])
  })

  it('keep the verdict, with a caveat, where machines only disagree about its size', () => {
    const session = joined({ units: 4, targets: slower(1.2) }, { units: 4, targets: slower(1.5) })
    expect(p50Of(session)).toMatchObject([
      { verdict: 'slower', notes: [{ code: 'shards-differ', withheld: false }] },
    ])
  })
})

describe('a busy machine', () => {
  it('is found among quiet ones, and makes the whole invalid', () => {
    const busy = { units: 4, voidUnits: [0, 1] }
    const session = joined({ units: 10 }, { units: 10 }, busy)
    const { exitCode, findings } = judgeSession(session)
    expect(exitCode).toBe(EXIT.invalid)
    expect(findings.find(({ severity }) => severity === 'fail')!.message).toMatch(
      /at most 20 % void units in shard-2, found 2 of 4/,
    )
  })

  it('is also found when none of its units count', () => {
    const gone = { scenarios: WRITES, units: 2, voidUnits: [0, 1] }
    expect(judgeSession(joined({ scenarios: READS }, gone)).exitCode).toBe(EXIT.invalid)
  })
})
