// Whether processes can be kept on CPUs of their own. Measured: within a round, medians of fast endpoints vary 4 to 5
// times less when pinned.
import { formatCpuList } from '../../machine/cpu-list.ts'
import type { Check } from '../check.ts'

export const pinning: Check = {
  id: 'pinning',
  title: 'Pinning',
  weigh({ placement }) {
    if (placement.state === 'free')
      return {
        state: 'caution',
        found: `not possible, because ${placement.why}`,
        meaning:
          'The scheduler moves processes about: medians of fast endpoints vary several times more, and p10 cannot gate.',
        values: { pinned: false, why: placement.why },
      }
    const { generator, servers } = placement.pinning
    return {
      state: 'ok',
      found: `generator on CPU ${formatCpuList(generator)}, servers on CPU ${formatCpuList(servers)}`,
      meaning: 'Neither takes time from the other, and nothing moves.',
      values: { pinned: true, generator, servers },
    }
  },
}
