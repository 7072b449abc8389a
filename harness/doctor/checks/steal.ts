// Time that the hypervisor gave to other guests. Measured: 0.02 to 0.06 % on quiet two-CPU guests, 0.2 to 0.6 % while
// medians were up to 1.5 times higher than half an hour before.
import { formatShare, formatSpanMs } from '../../core/format.ts'
import { STEAL_SHARE_MAX } from '../../session/validity/steal.ts'
import type { Check } from '../check.ts'
import { notMeasured, stateAbove } from '../check.ts'

/** Above the second, units do not count. */
const LIMITS = { caution: 0.002, bad: STEAL_SHARE_MAX }

export const steal: Check = {
  id: 'steal',
  title: 'Steal',
  weigh({ idle: { stealShare, durationMs } }) {
    if (stealShare === undefined)
      return notMeasured('the system does not tell', 'Only Linux counts what a host takes away.')
    const state = stateAbove(stealShare, LIMITS)
    return {
      state,
      found: `${(100 * stealShare).toFixed(2)} % of the CPU time in ${formatSpanMs(durationMs)}`,
      meaning:
        state === 'ok'
          ? 'The host takes next to nothing away.'
          : `The host gives CPU time to others; above ${formatShare(LIMITS.bad)} units do not count. Use a dedicated machine, or another hour.`,
      values: { share: stealShare, durationMs },
    }
  },
}
