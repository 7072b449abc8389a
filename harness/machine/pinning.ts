// Which CPUs the load generator gets, and which the servers: apart, so that neither takes time from the other, and
// fixed, as a scheduler that moves them about makes medians of fast endpoints jump. Pure.
import { UsageError } from '../core/errors.ts'
import type { Pinning } from '../results/schema.ts'
import { formatCpuList } from './cpu-list.ts'
import type { Cores } from './topology.ts'

/** What a config may say. */
export type PinningSetting = 'auto' | 'off' | Pinning

/** Undefined is what the system does not tell. */
export interface CpuChoice {
  readonly allowed: readonly number[] | undefined
  readonly cores: Cores | undefined
}

export type PinningPlan =
  | { readonly state: 'pinned'; readonly pinning: Pinning }
  | { readonly state: 'free'; readonly why: string }

/** Throws for CPUs that cannot be used: pinning elsewhere than asked for would measure something else. */
export function planPinning(setting: PinningSetting, { allowed, cores }: CpuChoice): PinningPlan {
  if (setting === 'off') return { state: 'free', why: 'the config says so' }
  if (allowed === undefined)
    return { state: 'free', why: 'this system does not tell which CPUs may be used' }
  if (setting !== 'auto') {
    checkAllowed(setting, allowed)
    return { state: 'pinned', pinning: setting }
  }
  const [first, ...others] = allowed
  if (first === undefined || others.length === 0)
    return { state: 'free', why: `only CPU ${formatCpuList(allowed)} may be used` }
  const core = cores?.find((cpus) => cpus.includes(first)) ?? []
  // The last one: the first takes most interrupts, which suits the generator better than the servers.
  const server = others.findLast((cpu) => !core.includes(cpu)) ?? others.at(-1)!
  return { state: 'pinned', pinning: { generator: [first], servers: [server] } }
}

function checkAllowed(pinning: Pinning, allowed: readonly number[]): void {
  const wrong = [...pinning.generator, ...pinning.servers].filter((cpu) => !allowed.includes(cpu))
  if (wrong.length === 0) return
  throw new UsageError(
    `Expected pinning in the config to name CPUs that may be used here (${formatCpuList(allowed)}), got ${formatCpuList(wrong)}. Name others, or use "auto".`,
  )
}
