// A container that has used up its CPU time stands still until the next period begins, usually for tens of
// milliseconds. Generator and server together need up to two CPUs.
import type { Check } from '../check.ts'

const NEEDED = 2

export const quota: Check = {
  id: 'cpu-quota',
  title: 'CPU quota',
  weigh({ machine: { cpuQuota }, idle: { throttledMs } }) {
    if (cpuQuota === undefined)
      return { state: 'ok', found: 'none', meaning: 'Nothing is made to wait.', values: {} }
    const isThrottled = (throttledMs ?? 0) > 0
    const standing = isThrottled ? `, and stood still for ${throttledMs!.toFixed(0)} ms` : ''
    const found = `${cpuQuota.toFixed(2)} CPUs’ worth of time${standing}`
    const values = { cpus: cpuQuota, throttledMs: throttledMs ?? null }
    if (cpuQuota >= NEEDED && !isThrottled)
      return { state: 'ok', found, values, meaning: 'Enough for generator and servers.' }
    return {
      state: isThrottled || cpuQuota < 1 ? 'bad' : 'caution',
      found,
      values,
      meaning: `Above it everything here stands still until the next period: stalls that look like slow servers. Give the container ${NEEDED} CPUs or no limit.`,
    }
  },
}
