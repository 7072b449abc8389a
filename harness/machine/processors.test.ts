import { describe, expect, it } from 'vitest'
import { readClockPolicy } from './governor.ts'
import { systemOf } from './testing-files.ts'
import { hasMultithreading, readCores } from './topology.ts'

const CPU = '/sys/devices/system/cpu'
const siblings = (cpu: number) => `${CPU}/cpu${cpu}/topology/thread_siblings_list`
const governor = (cpu: number) => `${CPU}/cpu${cpu}/cpufreq/scaling_governor`

describe('the cores of CPUs', () => {
  it('hold the threads that share them, allowed or not', () => {
    const read = systemOf({ [siblings(0)]: '0,4', [siblings(4)]: '0,4', [siblings(1)]: '1,5' })
    const cores = readCores([0, 4, 1], read)!
    expect(cores).toEqual([
      [0, 4],
      [1, 5],
    ])
    expect(hasMultithreading(cores)).toBe(true)
  })

  it('hold one CPU each without multithreading', () => {
    const cores = readCores([0, 1], systemOf({ [siblings(0)]: '0', [siblings(1)]: '1' }))!
    expect(cores).toEqual([[0], [1]])
    expect(hasMultithreading(cores)).toBe(false)
  })

  it('are not known where the system does not tell', () => {
    expect(readCores([0, 1], systemOf({ [siblings(0)]: '0' }))).toBeUndefined()
    expect(readCores([], systemOf({}))).toBeUndefined()
  })
})

describe('the clock policy', () => {
  it('names every governor once, the driver, and turbo', () => {
    const read = systemOf({
      [governor(0)]: 'powersave',
      [governor(1)]: 'performance',
      [governor(2)]: 'powersave',
      [`${CPU}/cpu0/cpufreq/scaling_driver`]: 'intel_pstate',
      [`${CPU}/intel_pstate/no_turbo`]: '0',
    })
    expect(readClockPolicy([0, 1, 2], read)).toEqual({
      governor: 'performance, powersave',
      driver: 'intel_pstate',
      turbo: true,
    })
  })

  it('reads turbo of other drivers the other way round', () => {
    const read = systemOf({ [governor(0)]: 'schedutil', [`${CPU}/cpufreq/boost`]: '0' })
    expect(readClockPolicy([0], read)).toMatchObject({ driver: undefined, turbo: false })
  })

  it('is not known in a virtual machine', () => {
    expect(readClockPolicy([0, 1], systemOf({}))).toBeUndefined()
  })
})
