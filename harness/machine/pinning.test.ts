import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../core/errors.ts'
import { parseAllowedCpus } from './allowed-cpus.ts'
import { planPinning } from './pinning.ts'

const pinned = (generator: number[], servers: number[]) => ({
  state: 'pinned',
  pinning: { generator, servers },
})

describe('parseAllowedCpus', () => {
  it('finds the list among the lines of a status, and nothing where there is none', () => {
    const status = 'Name:\tnode\nCpus_allowed:\t0d\nCpus_allowed_list:\t0,2-3\nMems_allowed:\t1\n'
    expect(parseAllowedCpus(status)).toEqual([0, 2, 3])
    expect(parseAllowedCpus('Name:\tnode\n')).toBeUndefined()
  })
})

describe('automatic pinning', () => {
  it.each([
    ['two CPUs that tell nothing of cores', [0, 1], undefined, pinned([0], [1])],
    ['two cores', [0, 1], [[0], [1]], pinned([0], [1])],
    ['one core of two threads, for want of another', [0, 1], [[0, 1]], pinned([0], [1])],
    [
      'neighbours as siblings',
      [0, 1, 2, 3],
      [
        [0, 1],
        [2, 3],
      ],
      pinned([0], [3]),
    ],
    [
      'the last CPU as sibling of the first',
      [0, 1, 2, 3],
      [
        [0, 3],
        [1, 2],
      ],
      pinned([0], [2]),
    ],
    [
      'a mask that begins in the middle',
      [4, 6, 7],
      [
        [4, 5],
        [6, 7],
      ],
      pinned([4], [7]),
    ],
  ])('sets generator and servers apart on %s', (_, allowed, cores, expected) => {
    expect(planPinning('auto', { allowed, cores })).toEqual(expected)
  })

  it('leaves it to the scheduler where there is no choice, and says why', () => {
    const why = (allowed: number[] | undefined) =>
      planPinning('auto', { allowed, cores: undefined })
    expect(why(undefined)).toMatchObject({ why: expect.stringMatching(/does not tell/) })
    expect(why([2])).toEqual({ state: 'free', why: 'only CPU 2 may be used' })
  })

  it('never shares a core as long as there is a second one', () => {
    const topology = fc.tuple(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 1, max: 4 }))
    fc.assert(
      fc.property(topology, ([count, threads]) => {
        const allowed = Array.from({ length: count }, (_, cpu) => cpu)
        const coreOf = (cpu: number) => Math.floor(cpu / threads)
        const cores = [...Map.groupBy(allowed, coreOf).values()]
        const plan = planPinning('auto', { allowed, cores })
        if (plan.state !== 'pinned') throw new Error('expected a placement')
        const [generator] = plan.pinning.generator
        const [server] = plan.pinning.servers
        expect(server).not.toBe(generator)
        if (cores.length > 1) expect(coreOf(server!)).not.toBe(coreOf(generator!))
      }),
    )
  })
})

describe('pinning by config', () => {
  const choice = { allowed: [0, 1, 2], cores: undefined }

  it('is taken as it stands, shared CPUs included', () => {
    const shared = { generator: [1], servers: [1, 2] }
    expect(planPinning(shared, choice)).toEqual({ state: 'pinned', pinning: shared })
    expect(planPinning('off', choice)).toEqual({ state: 'free', why: 'the config says so' })
  })

  it('refuses CPUs that may not be used', () => {
    const plan = () => planPinning({ generator: [0], servers: [2, 7] }, choice)
    expect(plan).toThrow(UsageError)
    expect(plan).toThrow('CPUs that may be used here (0–2), got 7')
  })
})
