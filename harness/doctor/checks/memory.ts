// Every build has a process and a copy of the snapshot, all at once; what does not fit goes to the disk.
import { formatBytes, formatCount } from '../../core/format.ts'
import type { Check } from '../check.ts'
import { worstState } from '../check.ts'

/** Four builds with 100 MB of data each, and the generator; half of that. */
const WANTED_BYTES = 2e9
const NEEDED_BYTES = 1e9

export const memory: Check = {
  id: 'memory',
  title: 'Memory',
  weigh({ memory: { availableBytes, swapUsedBytes }, idle: { swappedPages }, machine }) {
    const swaps = (swappedPages ?? 0) > 0
    const room = availableBytes < NEEDED_BYTES ? 'bad' : 'caution'
    const state = worstState([availableBytes < WANTED_BYTES ? room : 'ok', swaps ? 'bad' : 'ok'])
    const swap = (swapUsedBytes ?? 0) > 0 ? `, ${formatBytes(swapUsedBytes!)} in swap` : ''
    const moving = swaps ? `; ${formatCount(swappedPages!)} pages moved while we watched` : ''
    return {
      state,
      found: `${formatBytes(availableBytes)} of ${formatBytes(machine.memoryBytes)} available${swap}${moving}`,
      meaning:
        state === 'ok'
          ? 'Nothing measured has to wait for swap.'
          : 'A page that comes back from the disk takes as long as thousands of requests. Close programs, or compare fewer builds.',
      values: {
        availableBytes,
        totalBytes: machine.memoryBytes,
        swapUsedBytes: swapUsedBytes ?? null,
        swappedPages: swappedPages ?? null,
      },
    }
  },
}
