// A fixed walk through memory takes longer when others press on caches and memory, here or on the same host. Measured
// with every CPU busy: p95 2 to 4 × p50.
import { formatDurationUs, formatFactor } from '../../core/format.ts'
import type { Check } from '../check.ts'
import { stateAbove } from '../check.ts'

const TAIL = { caution: 1.5, bad: 3 }

export const memorySpeed: Check = {
  id: 'memory-speed',
  title: 'Memory speed',
  weigh({ walk: { p50Us, p95Us } }) {
    const factor = p95Us / p50Us
    const state = stateAbove(factor, TAIL)
    return {
      state,
      found: `a fixed walk takes ${formatDurationUs(p50Us)}, p95 ${formatDurationUs(p95Us)}`,
      meaning:
        state === 'ok'
          ? 'Nobody else presses on caches and memory.'
          : `The same work takes up to ${formatFactor(factor)} as long: others use the CPU or its caches, here or on the same host.`,
      values: { p50Us, p95Us },
    }
  },
}
