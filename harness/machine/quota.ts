// How much CPU time a container may use. Above it everything inside stands still until the next period begins,
// usually 100 ms later: a stall that looks like a slow server.
import { isBelow, parseMounts } from './mounts.ts'
import type { Mount } from './mounts.ts'
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'

export interface Quota {
  /** CPUs' worth of time, the least of this cgroup and those above it. */
  readonly cpus: number
  /** How long everything has stood still since the cgroup was made. */
  readonly throttledMs: number | undefined
}

/** Undefined where there is no limit. */
export function readQuota(read: ReadSystemFile = readSystemFile): Quota | undefined {
  const mounts = parseMounts(read('/proc/self/mountinfo') ?? '')
  const quotas = parseCgroups(read('/proc/self/cgroup') ?? '').flatMap((cgroup) =>
    directoriesOf(cgroup, mounts).flatMap((directory) => quotaAt(directory, cgroup.version, read)),
  )
  if (quotas.length === 0) return undefined
  return quotas.reduce((least, quota) => (quota.cpus < least.cpus ? quota : least))
}

interface Cgroup {
  readonly version: 1 | 2
  readonly path: string
}

/** cgroups(7): `0::/path` is version 2, `4:cpu,cpuacct:/path` version 1. Only those that know CPU time. */
export function parseCgroups(text: string): Cgroup[] {
  return text.split('\n').flatMap((line): Cgroup[] => {
    const [number, controllers, ...path] = line.split(':')
    if (number === '0' && controllers === '') return [{ version: 2, path: path.join(':') }]
    const hasCpu = controllers?.split(',').includes('cpu') === true
    return hasCpu ? [{ version: 1, path: path.join(':') }] : []
  })
}

/** From the cgroup up to the top of its mount. A container may see its own as the root of the mount. */
function directoriesOf({ version, path }: Cgroup, mounts: readonly Mount[]): string[] {
  const mount = mounts.find(({ type, options }) =>
    version === 2 ? type === 'cgroup2' : type === 'cgroup' && options.includes('cpu'),
  )
  if (mount === undefined) return []
  const inside = isBelow(path, mount.root) ? path.slice(mount.root.length) : ''
  const parts = inside.split('/').filter((part) => part !== '' && part !== '..')
  return Array.from({ length: parts.length + 1 }, (_, depth) =>
    [mount.point, ...parts.slice(0, parts.length - depth)].join('/'),
  )
}

function quotaAt(directory: string, version: 1 | 2, read: ReadSystemFile): Quota[] {
  const cpus = version === 2 ? parseCpuMax(read(`${directory}/cpu.max`)) : cfsQuota(directory, read)
  if (cpus === undefined) return []
  return [{ cpus, throttledMs: parseThrottledMs(read(`${directory}/cpu.stat`)) }]
}

/** The kernel's cgroup-v2: `max 100000`, or quota and period in microseconds. */
export function parseCpuMax(text: string | undefined): number | undefined {
  const match = /^(\d+) (\d+)$/.exec(text ?? '')
  return match === null ? undefined : Number(match[1]) / Number(match[2])
}

/** Version 1 keeps the two numbers apart; −1 is no limit. */
function cfsQuota(directory: string, read: ReadSystemFile): number | undefined {
  const quota = Number(read(`${directory}/cpu.cfs_quota_us`) ?? -1)
  const period = Number(read(`${directory}/cpu.cfs_period_us`))
  return quota > 0 && period > 0 ? quota / period : undefined
}

/** `throttled_usec` in version 2, `throttled_time` in nanoseconds in version 1. */
export function parseThrottledMs(text: string | undefined): number | undefined {
  const match = /^throttled_(usec|time) (\d+)$/m.exec(text ?? '')
  if (match === null) return undefined
  return Number(match[2]) / (match[1] === 'usec' ? 1000 : 1_000_000)
}
