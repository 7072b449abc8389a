// Where the processes of a session ran, and what else did meanwhile.
import { formatDurationUs, formatShare } from '../core/format.ts'
import type { Disturbance, Session, SessionHeader } from '../results/schema.ts'
import { shardSessions } from '../results/shards.ts'
import { median } from '../stats/quantile.ts'

export function describePlacement({ pinning }: Pick<SessionHeader, 'pinning'>): string {
  if (pinning === undefined) return 'left to the scheduler'
  return `load generator on ${namedCpus(pinning.generator)}, servers on ${namedCpus(pinning.servers)}`
}

/** Over the slices of all complete units; undefined where the system does not tell. */
export function describeDisturbance(session: Session): string | undefined {
  const shards = shardSessions(session).map((shard) => {
    return { header: shard.header, known: knownOf(shard) }
  })
  const known = shards.flatMap((shard) => shard.known)
  const cpuTimeMs = shards.reduce(
    (sum, shard) => sum + sumOf(shard.known, 'wallMs') * countCpus(shard.header),
    0,
  )
  if (cpuTimeMs === 0) return undefined
  const [foreign, steal] = (['foreignCpuMs', 'stealMs'] as const).map((key) =>
    formatShare(sumOf(known, key) / cpuTimeMs),
  )
  const canaryUs = known.flatMap((one) => one.canaryUs ?? [])
  const walk = canaryUs.length === 0 ? '' : `; a fixed walk through memory took ${spread(canaryUs)}`
  return `other programs used ${foreign} of the CPU time, the hypervisor gave ${steal} to others${walk}`
}

function knownOf({ units }: Session): readonly Disturbance[] {
  return units
    .filter(({ state }) => state === 'complete')
    .flatMap(({ slices }) => slices.flatMap(({ disturbance }) => disturbance ?? []))
}

function countCpus({ pinning, machine }: SessionHeader): number {
  if (pinning !== undefined) return new Set([...pinning.generator, ...pinning.servers]).size
  return machine.allowedCpus?.length ?? machine.cpus
}

/** Half of the values lie between the two. */
function spread(valuesUs: readonly number[]): string {
  const sorted = valuesUs.toSorted((a, b) => a - b)
  const half = Math.ceil(sorted.length / 2)
  const [low, high] = [median(sorted.slice(0, half))!, median(sorted.slice(-half))!]
  return `${formatDurationUs(low)} to ${formatDurationUs(high)}`
}

const namedCpus = (cpus: readonly number[]) =>
  `${cpus.length === 1 ? 'CPU' : 'CPUs'} ${cpus.join(', ')}`

function sumOf(all: readonly Disturbance[], key: 'wallMs' | 'stealMs' | 'foreignCpuMs'): number {
  return all.reduce((sum, one) => sum + one[key], 0)
}
