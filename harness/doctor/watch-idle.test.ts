import { describe, expect, it } from 'vitest'
import { readAllowedCpus } from '../machine/allowed-cpus.ts'
import { watchIdle } from './watch-idle.ts'

const CPUS = readAllowedCpus() ?? []

describe('watching the idle machine', () => {
  it('tells of everything that this system counts', async () => {
    const facts = await watchIdle(CPUS, 30, new AbortController().signal)
    expect(facts.timerP99Ms).toBeGreaterThanOrEqual(facts.timerP50Ms)
    if (process.platform === 'linux') expect(facts.foreignShare).toBeGreaterThanOrEqual(0)
  })

  it('ends when asked to', async () => {
    await expect(watchIdle(CPUS, 60_000, AbortSignal.timeout(10))).rejects.toThrow('abort')
  })
})
