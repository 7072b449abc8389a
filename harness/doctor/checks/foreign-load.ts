// What else runs, as a share of all CPUs that may be used: on many of them it finds room beside a session.
import { formatShare } from '../../core/format.ts'
import { FOREIGN_SHARE_MAX } from '../../session/validity/foreign-cpu.ts'
import type { Check, CheckResult } from '../check.ts'
import { stateAbove } from '../check.ts'
import type { Facts } from '../facts.ts'

/** Above the second, units do not count. */
const LIMITS = { caution: 0.02, bad: FOREIGN_SHARE_MAX }

export const foreignLoad: Check = {
  id: 'foreign-load',
  title: 'Foreign load',
  weigh({ idle, machine }) {
    const { foreignShare, busiest, loadAverage } = idle
    const cpus = machine.allowedCpus?.length ?? machine.cpus
    const average = `load average ${loadAverage.toFixed(2)}`
    const values = { share: foreignShare ?? null, busiest: busiest ?? null, loadAverage }
    if (foreignShare === undefined) return { ...weighAverage(loadAverage, cpus), values }
    const state = stateAbove(foreignShare, LIMITS)
    const most = state === 'ok' ? '' : nameBusiest(busiest)
    return {
      state,
      found: `${formatShare(foreignShare)} of the CPU time${most}; ${average}`,
      meaning:
        state === 'ok'
          ? 'The machine is quiet.'
          : `Slices are disturbed at random; above ${formatShare(LIMITS.bad)} units do not count. End it, or measure when it is quiet.`,
      values,
    }
  },
}

/** The last minute holds what started us, too, so that it is only asked where nothing better is known. */
function weighAverage(loadAverage: number, cpus: number): Omit<CheckResult, 'values'> {
  const isCrowded = loadAverage > cpus
  return {
    state: isCrowded ? 'caution' : 'unknown',
    found: `load average ${loadAverage.toFixed(2)}; the system does not tell more`,
    meaning: isCrowded
      ? 'More processes wanted a CPU than there are. End some, or measure when it is quiet.'
      : 'Close what you can before measuring, and look at "top".',
  }
}

function nameBusiest(busiest: Facts['idle']['busiest']): string {
  if (busiest === undefined) return ''
  return `, the most by ${busiest.name} (pid ${busiest.pid}, ${formatShare(busiest.share)})`
}
