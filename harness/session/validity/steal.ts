// The hypervisor let somebody else use a CPU that this machine wanted to run on.
import { checkShare } from './disturbance-share.ts'
import type { ValidityRule } from './rule.ts'

/** Of the CPU time; the doctor warns by it, too. */
export const STEAL_SHARE_MAX = 0.02

export const steal: ValidityRule = {
  name: 'steal',
  check: (unit) =>
    checkShare(
      unit,
      'stealMs',
      STEAL_SHARE_MAX,
      (share) => `the hypervisor gave ${share} of the CPU time to others`,
    ),
}
