// Two threads of a core share its execution units: what runs on one slows down the other.
import { formatCpuList } from '../../machine/cpu-list.ts'
import { hasMultithreading } from '../../machine/topology.ts'
import type { Check } from '../check.ts'
import { notMeasured } from '../check.ts'
import type { Facts } from '../facts.ts'

export const multithreading: Check = {
  id: 'multithreading',
  title: 'SMT siblings',
  weigh(facts) {
    const { cores } = facts
    if (cores === undefined)
      return notMeasured(
        'the system does not tell which CPUs share a core',
        'Generator and servers may slow each other down.',
      )
    const values = { cores }
    if (!hasMultithreading(cores))
      return {
        state: 'ok',
        found: 'none: every CPU is a core of its own',
        meaning: 'No CPU slows down another by sharing its core.',
        values,
      }
    const shared = cores.filter((core) => core.length > 1)
    const found = `CPUs share cores: ${shared.map(formatCpuList).join(' · ')}`
    return shareCore(facts)
      ? {
          state: 'caution',
          found,
          values,
          meaning:
            'Generator and servers get threads of one core and slow each other down. Allow CPUs of two cores, or switch SMT off.',
        }
      : {
          state: 'ok',
          found,
          values,
          meaning:
            'Generator and servers get cores of their own; whatever else runs should leave their siblings alone.',
        }
  },
}

/** Unpinned they may meet anywhere. */
function shareCore({ cores, placement }: Facts): boolean {
  if (placement.state === 'free') return true
  const { generator, servers } = placement.pinning
  return cores!.some(
    (core) =>
      generator.some((cpu) => core.includes(cpu)) && servers.some((cpu) => core.includes(cpu)),
  )
}
