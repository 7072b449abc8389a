// What part of the CPUs' time went elsewhere while the slices of a unit ran.
import { formatShare } from '../../core/format.ts'
import type { Disturbance } from '../../results/schema.ts'
import type { Breach, UnitFacts } from './rule.ts'

/** Counters tick every 10 ms and are read around every slice: over less than this they are off by several per cent. */
const SHORTEST_MS = 1000

type Key = 'stealMs' | 'foreignCpuMs'

/** A breach when more than `limit` of the CPUs' time went elsewhere; `describe` gets that share in words. */
export function checkShare(
  unit: UnitFacts,
  key: Key,
  limit: number,
  describe: (share: string) => string,
): readonly Breach[] {
  const share = shareOf(unit, key)
  return share === undefined || share <= limit ? [] : [{ detail: describe(formatShare(share)) }]
}

/** Undefined where the system does not tell, or not for long enough. */
function shareOf({ slices, cpus }: UnitFacts, key: Key): number | undefined {
  const known = slices.flatMap(({ disturbance }) => disturbance ?? [])
  const wallMs = sumOf(known, 'wallMs')
  return wallMs < SHORTEST_MS || cpus === 0 ? undefined : sumOf(known, key) / (wallMs * cpus)
}

function sumOf(all: readonly Disturbance[], key: Key | 'wallMs'): number {
  return all.reduce((sum, one) => sum + one[key], 0)
}
