// How a chain of builds was named, in words.
import type { Chain } from '../results/schema.ts'
import { code } from './block.ts'
import type { Inline, Text } from './block.ts'
import { stepsOf } from './steps.ts'
import type { ReportView } from './view.ts'

/** Undefined for a session that compares builds without a chain between them. */
export function describeChain(view: ReportView): Text | undefined {
  const { chain } = view
  if (chain === undefined) return undefined
  const steps = stepsOf(view).length
  const count = steps === 1 ? 'One step' : `${steps} steps`
  const ranges = (chain.ranges ?? []).map(describeRange)
  return [
    `${count} in one chain`,
    ...ranges.flatMap((range, place) => [place === 0 ? ': ' : (', ' as Inline)].concat(range)),
    '; all builds were measured in the same rounds. Their order matters: in another one, steps that act on the same cost could share it differently.',
  ]
}

function describeRange({ range, merges, closed = [] }: Ranges[number]): readonly Inline[] {
  const are = closed.length === 1 ? 'is' : 'are'
  const rest =
    closed.length === 0 ? '' : ` (but ${closed.join(', ')}, which began elsewhere, ${are} one step)`
  return [code(range), ` ${MERGES[merges]}${rest}`]
}

type Ranges = NonNullable<Chain['ranges']>

const MERGES = {
  'one-step': 'along first parents, so that a merge is one step',
  entered: 'with the commits of merges',
} as const
