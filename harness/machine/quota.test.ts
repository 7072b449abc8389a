import { describe, expect, it } from 'vitest'
import { parseCgroups, parseCpuMax, parseThrottledMs, readQuota } from './quota.ts'
import { systemOf } from './testing-files.ts'

const V2 = '29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate'
const V1 = '33 32 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct'

describe('the quota of a version 2 cgroup', () => {
  it('is the least of the own one and those above', () => {
    const read = systemOf({
      '/proc/self/mountinfo': V2,
      '/proc/self/cgroup': '0::/user.slice/session.scope',
      '/sys/fs/cgroup/user.slice/session.scope/cpu.max': '400000 100000',
      '/sys/fs/cgroup/user.slice/cpu.max': '150000 100000',
      '/sys/fs/cgroup/user.slice/cpu.stat': 'usage_usec 10\nnr_throttled 2\nthrottled_usec 3500',
    })
    expect(readQuota(read)).toEqual({ cpus: 1.5, throttledMs: 3.5 })
  })

  it('is found at the mount in a container that sees nothing else', () => {
    const read = systemOf({
      '/proc/self/mountinfo': V2,
      '/proc/self/cgroup': '0::/',
      '/sys/fs/cgroup/cpu.max': '50000 100000',
    })
    expect(readQuota(read)).toEqual({ cpus: 0.5, throttledMs: undefined })
  })

  it('is absent when it is "max"', () => {
    const read = systemOf({
      '/proc/self/mountinfo': V2,
      '/proc/self/cgroup': '0::/',
      '/sys/fs/cgroup/cpu.max': 'max 100000',
    })
    expect(readQuota(read)).toBeUndefined()
  })
})

describe('the quota of a version 1 cgroup', () => {
  const at = '/sys/fs/cgroup/cpu,cpuacct'

  it('is read from its two files', () => {
    const read = systemOf({
      '/proc/self/mountinfo': V1,
      '/proc/self/cgroup': '5:memory:/a\n4:cpu,cpuacct:/a',
      [`${at}/a/cpu.cfs_quota_us`]: '200000',
      [`${at}/a/cpu.cfs_period_us`]: '100000',
      [`${at}/a/cpu.stat`]: 'nr_periods 9\nnr_throttled 1\nthrottled_time 7000000',
    })
    expect(readQuota(read)).toEqual({ cpus: 2, throttledMs: 7 })
  })

  it('is found in a container, whose own cgroup is the root of the mount', () => {
    const read = systemOf({
      '/proc/self/mountinfo': V1.replace('0:29 / ', '0:29 /docker/f00 '),
      '/proc/self/cgroup': '4:cpu,cpuacct:/docker/f00',
      [`${at}/cpu.cfs_quota_us`]: '50000',
      [`${at}/cpu.cfs_period_us`]: '100000',
    })
    expect(readQuota(read)?.cpus).toBe(0.5)
  })

  it('is absent at −1', () => {
    const read = systemOf({
      '/proc/self/mountinfo': V1,
      '/proc/self/cgroup': '4:cpu,cpuacct:/',
      [`${at}/cpu.cfs_quota_us`]: '-1',
      [`${at}/cpu.cfs_period_us`]: '100000',
    })
    expect(readQuota(read)).toBeUndefined()
  })
})

describe('what quotas are read from', () => {
  it('leaves out cgroups that know no CPU time', () => {
    expect(parseCgroups('9:name=systemd:/\n3:cpuset:/\n1:cpu:/x:y\n0::/z')).toEqual([
      { version: 1, path: '/x:y' },
      { version: 2, path: '/z' },
    ])
  })

  it('is nothing elsewhere than on Linux', () => {
    expect(readQuota(systemOf({}))).toBeUndefined()
    expect(parseCpuMax(undefined)).toBeUndefined()
    expect(parseThrottledMs('nr_periods 0')).toBeUndefined()
  })
})
