// A benchmark pins its runtime: numbers of one Node say little about another.
import type { Check } from '../check.ts'
import { notMeasured } from '../check.ts'

export const node: Check = {
  id: 'node',
  title: 'Node',
  weigh({ machine, pinnedNode }) {
    const running = machine.node.replace(/^v/, '')
    if (pinnedNode === undefined)
      return notMeasured(
        `${running}; this installation pins none`,
        'Use the same Node wherever numbers are to be compared.',
      )
    const values = { running, pinned: pinnedNode }
    return running === pinnedNode
      ? { state: 'ok', found: running, values, meaning: 'The version that this package pins.' }
      : {
          state: 'caution',
          found: `${running}, but ${pinnedNode} is pinned`,
          values,
          meaning:
            'Sessions compare only with those of the same Node. Start with "npx heartbench" or "npm start" in the checkout.',
        }
  },
}
