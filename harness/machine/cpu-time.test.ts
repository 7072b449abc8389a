import { describe, expect, it } from 'vitest'
import { readAllowedCpus } from './allowed-cpus.ts'
import { parseCpuTime, readCpuTime } from './cpu-time.ts'

const STAT = [
  'cpu  1110 20 330 5000 7 8 90 60 0 0',
  'cpu0 100 10 30 2000 3 4 40 20 0 0',
  'cpu1 1000 10 300 3000 4 4 50 40 0 0',
  'cpu10 10 0 0 0 0 0 0 0 0 0',
  'intr 12345',
].join('\n')

describe('CPU time', () => {
  it('is user, nice and system time of the CPUs asked for, and apart from it what was stolen', () => {
    expect(parseCpuTime(STAT, [0])).toEqual({ busyMs: 1400, stealMs: 200 })
    expect(parseCpuTime(STAT, [0, 1])).toEqual({ busyMs: 14_500, stealMs: 600 })
    expect(parseCpuTime(STAT, [10])).toEqual({ busyMs: 100, stealMs: 0 })
  })

  it('is unknown for CPUs that the system does not tell of', () => {
    expect(parseCpuTime(STAT, [0, 2])).toBeUndefined()
    expect(parseCpuTime(STAT, [])).toBeUndefined()
    expect(readCpuTime([0], () => undefined)).toBeUndefined()
  })

  const cpus = readAllowedCpus()
  it.skipIf(cpus === undefined)('grows by what this process uses', () => {
    const before = readCpuTime(cpus!)!
    const start = process.cpuUsage()
    // 50 ms are five ticks, of which the counters may have missed one at either end and the sampling another.
    while (process.cpuUsage(start).user < 50_000);
    expect(readCpuTime(cpus!)!.busyMs).toBeGreaterThan(before.busyMs)
  })
})
