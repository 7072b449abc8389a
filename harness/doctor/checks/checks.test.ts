import { describe, expect, it } from 'vitest'
import { worstState } from '../check.ts'
import { weighFacts } from '../examine.ts'
import type { Facts } from '../facts.ts'
import { GOOD, SILENT } from '../testing-facts.ts'
import { CHECKS } from './catalogue.ts'
import { isNetwork } from './disk.ts'

const weigh = (id: string, facts: Partial<Facts>) =>
  CHECKS.find((check) => check.id === id)!.weigh({ ...GOOD, ...facts })
const machine = (differing: Partial<Facts['machine']>) => ({
  machine: { ...GOOD.machine, ...differing },
})
const idle = (differing: Partial<Facts['idle']>) => ({ idle: { ...GOOD.idle, ...differing } })
const disk = (differing: Partial<Facts['disk']>) => ({ disk: { ...GOOD.disk, ...differing } })

const asked = (differing: object): Partial<Facts> => ({
  requests: Object.assign({}, GOOD.requests, differing),
})
const held = (heldPerSecond: number | undefined) =>
  asked({ ceiling: { heldPerSecond, failedPerSecond: 16_000, latenessP99Us: 500, cpuShare: 0.5 } })

describe('the checks', () => {
  it('have nothing against a good machine', () => {
    for (const { id, state } of weighFacts(GOOD)) expect([id, state]).toEqual([id, 'ok'])
  })

  it('call nothing bad that the system does not tell', () => {
    const results = weighFacts(SILENT)
    expect(results.filter(({ state }) => state === 'caution').map(({ id }) => id)).toEqual([
      'pinning',
    ])
    expect(results.some(({ state }) => state === 'bad')).toBe(false)
    expect(results.find(({ id }) => id === 'steal')?.state).toBe('unknown')
  })

  it('always say what was found and what it means, under names that fit', () => {
    for (const facts of [GOOD, SILENT])
      for (const { id, title, found, meaning } of weighFacts(facts)) {
        expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
        expect(title.length).toBeLessThanOrEqual(14)
        expect(found).not.toBe('')
        expect(meaning).toMatch(/[.\w]$/)
      }
  })

  it.each<[string, Partial<Facts>, string]>([
    ['cpus', machine({ allowedCpus: [2] }), 'caution'],
    ['pinning', { placement: { state: 'free', why: 'there is no taskset' } }, 'caution'],
    ['clock-speed', { clockPolicy: { ...GOOD.clockPolicy!, governor: 'powersave' } }, 'caution'],
    ['clock-speed', { clockPolicy: { ...GOOD.clockPolicy!, turbo: true } }, 'ok'],
    ['clock-speed', { clockPolicy: undefined }, 'unknown'],
    ['cpu-quota', machine({ cpuQuota: 0.5 }), 'bad'],
    ['cpu-quota', machine({ cpuQuota: 1.5 }), 'caution'],
    ['cpu-quota', machine({ cpuQuota: 3 }), 'ok'],
    ['cpu-quota', { ...machine({ cpuQuota: 3 }), ...idle({ throttledMs: 12 }) }, 'bad'],
    ['steal', idle({ stealShare: 0.005 }), 'caution'],
    ['steal', idle({ stealShare: 0.03 }), 'bad'],
    ['foreign-load', idle({ foreignShare: 0.05 }), 'caution'],
    ['foreign-load', idle({ foreignShare: 0.9 }), 'bad'],
    ['foreign-load', idle({ loadAverage: 9 }), 'ok'],
    ['foreign-load', idle({ loadAverage: 9, foreignShare: undefined }), 'caution'],
    ['timers', idle({ timerP99Ms: 6 }), 'caution'],
    ['timers', idle({ timerP99Ms: 40 }), 'bad'],
    ['memory', { memory: { availableBytes: 1.5e9, swapUsedBytes: 0 } }, 'caution'],
    ['memory', { memory: { availableBytes: 0.4e9, swapUsedBytes: 0 } }, 'bad'],
    ['memory', idle({ swappedPages: 300 }), 'bad'],
    ['memory-speed', { walk: { p50Us: 1000, p95Us: 1800 } }, 'caution'],
    ['memory-speed', { walk: { p50Us: 1000, p95Us: 4000 } }, 'bad'],
    ['disk', disk({ freeBytes: 3e9 }), 'caution'],
    ['disk', disk({ freeBytes: 0.2e9 }), 'bad'],
    ['disk', disk({ fileSystem: 'nfs4' }), 'bad'],
    ['disk', disk({ fileSystem: 'tmpfs' }), 'caution'],
    ['disk', disk({ fileSystem: 'overlay' }), 'caution'],
    ['disk', disk({ syncP95Ms: 45 }), 'caution'],
    ['clock', { clock: { source: 'hpet', resolutionNs: 70, costNs: 2500 } }, 'bad'],
    ['clock', { clock: { source: 'jiffies', resolutionNs: 5000, costNs: 30 } }, 'caution'],
    ['node', { pinnedNode: '26.1.0' }, 'caution'],
    ['open-files', { openFiles: 800 }, 'caution'],
    ['open-files', { openFiles: 256 }, 'bad'],
    ['open-files', { openFiles: Infinity }, 'ok'],
    ['loopback', asked({ loopback: { p50Us: 100, p95Us: 400 } }), 'caution'],
    ['loopback', { requests: { state: 'failed', why: 'it did not start' } }, 'bad'],
    ['generator', { requests: { state: 'failed', why: 'it did not start' } }, 'unknown'],
    ['generator', held(500), 'caution'],
    ['generator', held(undefined), 'bad'],
    ['generator', held(8000), 'ok'],
  ])('%s of %j is %s', (id, facts, state) => {
    expect(weigh(id, facts).state).toBe(state)
  })

  it('mind shared cores only where generator and servers meet on one', () => {
    const cores = [
      [0, 2],
      [1, 3],
    ]
    const pinned = (servers: number[]): Facts['placement'] => ({
      state: 'pinned',
      pinning: { generator: [0], servers },
    })
    expect(weigh('multithreading', { cores, placement: pinned([2]) }).state).toBe('caution')
    expect(weigh('multithreading', { cores, placement: pinned([3]) }).state).toBe('ok')
    const free = { state: 'free', why: 'of the config' } as const
    expect(weigh('multithreading', { cores, placement: free }).state).toBe('caution')
  })

  it('name the busiest process', () => {
    expect(weigh('foreign-load', idle({ foreignShare: 0.9 })).found).toContain(
      '90.0 % of the CPU time, the most by node watcher.js (pid 812, 0.8 %)',
    )
  })

  it('know file systems that lie behind a network', () => {
    for (const type of ['nfs', 'nfs4', 'cifs', 'smb3', 'fuse.sshfs', '9p'])
      expect(isNetwork(type)).toBe(true)
    for (const type of ['ext4', 'btrfs', 'fuse.fuse-overlayfs', 'overlay', ''])
      expect(isNetwork(type)).toBe(false)
  })
})

describe('the state of everything', () => {
  it('is the worst one, where nothing known is as good as ok', () => {
    expect(worstState(['ok', 'unknown'])).toBe('ok')
    expect(worstState(['ok', 'caution', 'unknown'])).toBe('caution')
    expect(worstState(['caution', 'bad', 'ok'])).toBe('bad')
    expect(worstState([])).toBe('ok')
  })
})
