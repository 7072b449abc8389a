// The floor: what a request costs when the server does nothing. It stands in every number measured here.
import { formatDurationUs, formatFactor } from '../../core/format.ts'
import type { Check } from '../check.ts'
import { stateAbove } from '../check.ts'

/** p95 over p50: the tail is the machine's, as the server is trivial. */
const TAIL = { caution: 3, bad: 10 }

export const loopback: Check = {
  id: 'loopback',
  title: 'Loopback',
  weigh({ requests }) {
    if (requests.state === 'failed')
      return {
        state: 'bad',
        found: requests.why,
        meaning: 'Where a trivial server cannot be asked, no server can. See what is above.',
        values: { failure: requests.why },
      }
    const { p50Us, p95Us } = requests.loopback
    const state = stateAbove(p95Us / p50Us, TAIL)
    return {
      state,
      found: `${formatDurationUs(p50Us)} per request, p95 ${formatDurationUs(p95Us)}`,
      meaning:
        state === 'ok'
          ? 'The floor of every number measured here: HTTP, kernel, generator.'
          : `A server that does nothing has a p95 of ${formatFactor(p95Us / p50Us)} its p50: tails measured here are the machine’s.`,
      values: { p50Us, p95Us },
    }
  },
}
