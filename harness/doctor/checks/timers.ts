// How late an idle process wakes up. Timers of Node have steps of 1 ms; measured on two quiet CPUs: p50 0.6 ms, p99 2.6 ms.
import { formatDurationUs } from '../../core/format.ts'
import type { Check } from '../check.ts'
import { stateAbove } from '../check.ts'

const P99_MS = { caution: 4, bad: 15 }

export const timers: Check = {
  id: 'timers',
  title: 'Timers',
  weigh({ idle: { timerP50Ms, timerP99Ms } }) {
    const state = stateAbove(timerP99Ms, P99_MS)
    return {
      state,
      found: `${formatDurationUs(timerP50Ms * 1000)} late, p99 ${formatDurationUs(timerP99Ms * 1000)}`,
      meaning:
        state === 'ok'
          ? 'A process that waits gets a CPU when it should.'
          : 'A process that waits does not get a CPU when it should: something else has it.',
      values: { p50Ms: timerP50Ms, p99Ms: timerP99Ms },
    }
  },
}
