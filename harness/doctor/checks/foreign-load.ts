// What else runs, as a share of all CPUs that may be used: on many of them it finds room beside a session.
import { formatShare } from '../../core/format.ts'
import { FOREIGN_SHARE_MAX } from '../../session/validity/foreign-cpu.ts'
import type { Check } from '../check.ts'
import { notMeasured, stateAbove, worstState } from '../check.ts'
import type { Facts } from '../facts.ts'

/** Above the second, units do not count. */
const LIMITS = { caution: 0.02, bad: FOREIGN_SHARE_MAX }

export const foreignLoad: Check = {
  id: 'foreign-load',
  title: 'Foreign load',
  weigh({ idle, machine }) {
    const { foreignShare, busiest, loadAverage } = idle
    if (foreignShare === undefined)
      return notMeasured(
        'the system does not tell',
        'Close what you can before measuring, and look at "top".',
      )
    const cpus = machine.allowedCpus?.length ?? machine.cpus
    // The last minute may hold what started us, so that it alone is never bad.
    const crowd = loadAverage > cpus ? 'caution' : 'ok'
    const state = worstState([stateAbove(foreignShare, LIMITS), crowd])
    const average = `load average ${loadAverage.toFixed(2)}`
    return {
      state,
      found: `${formatShare(foreignShare)} of the CPU time${nameBusiest(busiest)}; ${average}`,
      meaning:
        state === 'ok'
          ? 'The machine is quiet.'
          : `Slices are disturbed at random; above ${formatShare(LIMITS.bad)} units do not count. End it, or measure when it is quiet.`,
      values: { share: foreignShare, busiest: busiest ?? null, loadAverage },
    }
  },
}

function nameBusiest(busiest: Facts['idle']['busiest']): string {
  if (busiest === undefined) return ''
  return `, most of it ${busiest.name} (pid ${busiest.pid}, ${formatShare(busiest.share)})`
}
