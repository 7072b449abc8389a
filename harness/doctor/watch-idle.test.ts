import { describe, expect, it } from 'vitest'
import { parseCpuTimes, watchIdle } from './watch-idle.ts'

describe('the CPU time of the machine', () => {
  it('leaves out idling and waiting, and counts what was stolen apart', () => {
    const stat = 'cpu  100 20 30 9000 500 4 6 7 80 0\ncpu0 1 2 3 4 5 6 7 8 0 0\nintr 5'
    expect(parseCpuTimes(stat)).toEqual({ busyMs: 1600, stolenMs: 70 })
  })

  it('is not known where the system does not tell', () => {
    expect(parseCpuTimes(undefined)).toEqual({ busyMs: undefined, stolenMs: undefined })
  })
})

describe('watching the idle machine', () => {
  it('tells of everything that this system counts', async () => {
    const facts = await watchIdle(30, new AbortController().signal)
    expect(facts.timerP99Ms).toBeGreaterThanOrEqual(facts.timerP50Ms)
    if (process.platform === 'linux') expect(facts.foreignShare).toBeGreaterThanOrEqual(0)
  })

  it('ends when asked to', async () => {
    await expect(watchIdle(60_000, AbortSignal.timeout(10))).rejects.toThrow('abort')
  })
})
