import { describe, expect, it } from 'vitest'
import { experimentOf, FAULTS, UNCHANGED } from './experiments.ts'
import { jobsOf, LONG_UNITS, worstCpuFault } from './jobs.ts'
import type { Experiment } from './experiments.ts'

const jobs = (experiments: readonly Experiment[], sessions = 0) =>
  jobsOf({ profile: 'pr', experiments, sessions, totalMs: 600_000, longUnits: LONG_UNITS })

describe('jobs', () => {
  it('share the time, unchanged builds getting most of it', () => {
    const found = jobs([UNCHANGED, ...FAULTS]).map(
      ({ experiment, kind, labels, budgetMs, units }) =>
        `${experiment.id} ${kind}: ${labels.join(' ')}, ${budgetMs === undefined ? `${units} units` : `${budgetMs / 1000} s`}`,
    )
    expect(found).toMatchInlineSnapshot(`
      [
        "unchanged long: base again third, 180 s",
        "cpu-3 long: base again slow, 60 s",
        "cpu-5 long: base again slow, 60 s",
        "cpu-10 long: base again slow, 60 s",
        "cpu-20 long: base again slow, 60 s",
        "tail long: base again slow, 60 s",
        "stall long: base again slow, 60 s",
        "leak long: base again slow, 60 s",
        "wrong-answer session: base again slow, 2 units",
      ]
    `)
  })

  it('alternate real sessions of unchanged builds and of the worst fault, with seeds of their own', () => {
    const real = jobs([UNCHANGED, experimentOf('cpu=5%'), experimentOf('cpu=20%')], 2).slice(3)
    expect(real.map(({ experiment, number, units }) => [experiment.id, number, units])).toEqual([
      ['unchanged', 1, 12],
      ['cpu-20', 1, 12],
      ['unchanged', 2, 12],
      ['cpu-20', 2, 12],
    ])
    expect(new Set(real.map(({ seed }) => seed)).size).toBe(4)
    expect(real.map(({ profile }) => profile)).toEqual(['pr', 'pr', 'pr', 'pr'])
  })

  it('are of unchanged builds alone where there is no fault', () => {
    expect(jobs([UNCHANGED], 2).map(({ kind }) => kind)).toEqual(['long', 'session', 'session'])
  })
})

describe('a fault', () => {
  it('of the catalogue keeps its name, any other names itself', () => {
    const ids = ['cpu=3%', 'latency=2ms@p10', 'cpu=7.5%', 'SLOW', '%', 'unchanged'].map(
      (fault) => experimentOf(fault).id,
    )
    expect(ids).toEqual(['cpu-3', 'tail', 'cpu-7.5', 'slow', 'fault', 'fault-unchanged'])
  })

  it('that is about answers is looked for there', () => {
    const places = ['wrong-answer=5%', 'error=5%', 'cpu=1%'].map((f) => experimentOf(f).foundBy)
    expect(places).toEqual(['answers', 'answers', 'speed'])
  })

  it('is the worst by its CPU time, or by its place', () => {
    expect(worstCpuFault(FAULTS)?.id).toBe('cpu-20')
    expect(worstCpuFault([UNCHANGED, experimentOf('a'), experimentOf('b')])?.id).toBe('b')
    expect(worstCpuFault([UNCHANGED])).toBeUndefined()
  })
})
