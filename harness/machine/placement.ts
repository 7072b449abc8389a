// Decides, before anything runs, where the processes of a session will run, and proves that they can be put there.
import type { Pinning } from '../results/schema.ts'
import { readAllowedCpus } from './allowed-cpus.ts'
import { planPinning } from './pinning.ts'
import type { PinningSetting } from './pinning.ts'
import { findTaskset } from './taskset.ts'
import type { Taskset } from './taskset.ts'
import { readCores } from './topology.ts'

export type Placement =
  | { readonly state: 'pinned'; readonly pinning: Pinning; readonly taskset: Taskset }
  /** The scheduler decides; `why` completes "because …". */
  | { readonly state: 'free'; readonly why: string }

export type Role = keyof Pinning

/** Throws when the config names CPUs that cannot be used. */
export function findPlacement(setting: PinningSetting): Placement {
  const allowed = readAllowedCpus()
  const plan = planPinning(setting, { allowed, cores: allowed && readCores(allowed) })
  if (plan.state === 'free') return plan
  const taskset = findTaskset()
  if (taskset === undefined) return { state: 'free', why: 'there is no taskset (util-linux)' }
  const { generator, servers } = plan.pinning
  const why = taskset.refusal(generator) ?? taskset.refusal(servers)
  return why === undefined ? { ...plan, taskset } : { state: 'free', why }
}

/** What to put before a command of this role; nothing where the scheduler decides. */
export function launcherOf(placement: Placement, role: Role): readonly string[] {
  return placement.state === 'free' ? [] : placement.taskset.prefix(placement.pinning[role])
}

/** Moves this process to the generator, whose slices it sits out; the function returned lets it go again. */
export function joinGenerator(placement: Placement): () => void {
  const before = readAllowedCpus()
  if (placement.state === 'free' || before === undefined) return () => {}
  const { taskset, pinning } = placement
  taskset.move(process.pid, pinning.generator)
  return () => taskset.move(process.pid, before)
}

/** Where a process runs instead of where it was put; undefined while it stays, or is gone. */
export function strayedTo(
  placement: Placement,
  role: Role,
  pid: number,
): readonly number[] | undefined {
  if (placement.state === 'free') return undefined
  const now = readAllowedCpus(pid)
  const wanted = placement.pinning[role]
  return now === undefined || now.every((cpu) => wanted.includes(cpu)) ? undefined : now
}
