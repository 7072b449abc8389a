// Other programs ran on the CPUs of the session.
import { checkShare } from './disturbance-share.ts'
import type { ValidityRule } from './rule.ts'

/** Of the CPU time; the doctor warns by it, too. */
export const FOREIGN_SHARE_MAX = 0.1

export const foreignCpu: ValidityRule = {
  name: 'foreign-cpu',
  check: (unit) =>
    checkShare(unit, 'foreignCpuMs', FOREIGN_SHARE_MAX, (share) => {
      const most = unit.busiest === undefined ? '' : `, most of it ${unit.busiest}`
      return `other programs used ${share} of the CPU time${most}`
    }),
}
