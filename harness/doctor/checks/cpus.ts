// Two CPUs are the least on which a load generator does not take time from the server it asks.
import { formatCpuList } from '../../machine/cpu-list.ts'
import type { Check } from '../check.ts'

export const cpus: Check = {
  id: 'cpus',
  title: 'CPUs',
  weigh({ machine }) {
    const { allowedCpus, cpus: present, cpuModel } = machine
    const allowed = allowedCpus?.length ?? present
    const which = allowedCpus === undefined ? '' : ` (${formatCpuList(allowedCpus)})`
    const values = { model: cpuModel, present, allowed: allowedCpus ?? null }
    const found = `${allowed} of ${present} may be used${which}: ${cpuModel}`
    return allowed > 1
      ? { state: 'ok', found, values, meaning: 'Generator and servers can have one each.' }
      : {
          state: 'caution',
          found,
          values,
          meaning:
            'Generator and servers take turns on one CPU: response times under load include the generator’s own work. Allow a second CPU.',
        }
  },
}
