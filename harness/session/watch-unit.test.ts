import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAllowedCpus } from '../machine/allowed-cpus.ts'
import { createForeignAccount, watchedCpus } from './watch-unit.ts'

describe('foreign CPU time', () => {
  it('is never negative, and over a unit neither more nor less than the differences amount to', () => {
    const differences = fc.array(fc.integer({ min: -50, max: 100 }), { maxLength: 50 })
    fc.assert(
      fc.property(differences, (all) => {
        const settle = createForeignAccount()
        let sum = 0
        let told = 0
        let most = 0
        for (const difference of all) {
          const foreign = settle(difference)
          expect(foreign).toBeGreaterThanOrEqual(0)
          sum += difference
          told += foreign
          most = Math.max(most, sum)
        }
        // What is owed at the end is the only thing left over.
        expect(told).toBeGreaterThanOrEqual(Math.max(0, sum))
        expect(told).toBeLessThanOrEqual(most - Math.min(0, ...sums(all)))
      }),
    )
  })

  it('takes from the next slices what one had too little', () => {
    const settle = createForeignAccount()
    expect([-10, 5, 20, 30].map(settle)).toEqual([0, 0, 15, 30])
  })
})

describe('the CPUs that are watched', () => {
  it('are those of the session, each once', () => {
    const pinning = { generator: [0], servers: [0, 3] }
    const taskset = undefined as never
    expect(watchedCpus({ state: 'pinned', pinning, taskset })).toEqual([0, 3])
    expect(watchedCpus({ state: 'free', why: 'no choice' })).toEqual(readAllowedCpus() ?? [])
  })
})

function sums(values: readonly number[]): number[] {
  let sum = 0
  return values.map((value) => (sum += value))
}
