// The highest rate at which the open-loop generator still sends on time. Beyond it, waiting is the generator's fault.
import { formatCount, formatDurationUs, formatShare } from '../../core/format.ts'
import type { Check } from '../check.ts'
import { notMeasured } from '../check.ts'

const WANTED_PER_SECOND = 1000
const NEEDED_PER_SECOND = 250

export const generator: Check = {
  id: 'generator',
  title: 'Generator',
  weigh({ requests }) {
    if (requests.state === 'failed')
      return notMeasured('the trivial server could not be asked', 'See loopback.')
    const { heldPerSecond: held, failedPerSecond, latenessP99Us, cpuShare } = requests.ceiling
    const values = { ...requests.ceiling }
    if (held === undefined)
      return {
        state: 'bad',
        found: `late already at ${formatCount(failedPerSecond ?? 0)} requests/s`,
        meaning: 'Open loops cannot be sent on time here; their response times would be noise.',
        values,
      }
    const more = failedPerSecond === undefined ? 'at least ' : ''
    return {
      state: held >= WANTED_PER_SECOND ? 'ok' : held >= NEEDED_PER_SECOND ? 'caution' : 'bad',
      found: `${more}${formatCount(held)} requests/s on time (p99 ${formatDurationUs(latenessP99Us ?? 0)} late), ${formatShare(cpuShare ?? 0)} of a CPU`,
      meaning:
        held >= WANTED_PER_SECOND
          ? 'Open loops up to that are sent when they are due.'
          : 'Keep the rates of open loops below that: above it the generator is measured, not the server.',
      values,
    }
  },
}
