import { describe, expect, it } from 'vitest'
import { measureClock, readClockSource, timeTimers } from './clock.ts'
import { parseFileLimit, readFileLimit } from './file-limit.ts'
import { parseSwappedPages, parseSwapUsed, readMemory } from './memory.ts'
import { systemOf } from './testing-files.ts'

describe('memory', () => {
  it('counts what lies in swap and what moves', () => {
    const meminfo = 'MemTotal: 100 kB\nSwapCached: 0 kB\nSwapTotal:       2000 kB\nSwapFree: 500 kB'
    expect(parseSwapUsed(meminfo)).toBe(1500 * 1024)
    expect(parseSwappedPages('pgpgin 5\npswpin 3\npswpout 4\npgfault 9')).toBe(7)
  })

  it('knows nothing of swap where the system does not tell', () => {
    const { availableBytes, swapUsedBytes, swappedPages } = readMemory(systemOf({}))
    expect(availableBytes).toBeGreaterThan(0)
    expect([swapUsedBytes, swappedPages]).toEqual([undefined, undefined])
  })
})

describe('the limit of open files', () => {
  it('is a number, or none', () => {
    expect(parseFileLimit('1024\n')).toBe(1024)
    expect(parseFileLimit('unlimited\n')).toBe(Infinity)
    expect(parseFileLimit('')).toBeUndefined()
    expect(readFileLimit()).toBeGreaterThan(0)
  })
})

describe('the clock', () => {
  it('has a source, a grain and a cost', () => {
    const file = '/sys/devices/system/clocksource/clocksource0/current_clocksource'
    expect(readClockSource(systemOf({ [file]: 'tsc' }))).toBe('tsc')
    expect(readClockSource(systemOf({}))).toBeUndefined()
    const { resolutionNs, costNs } = measureClock()
    expect(resolutionNs).toBeGreaterThan(0)
    expect(costNs).toBeGreaterThan(0)
  })

  it('times timers until the time is over, or until it is asked to stop', async () => {
    const { signal } = new AbortController()
    expect((await timeTimers(5, 1, signal)).every((lateMs) => lateMs >= 0)).toBe(true)
    await expect(timeTimers(60_000, 1, AbortSignal.timeout(5))).rejects.toThrow('abort')
  })
})
