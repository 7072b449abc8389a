// Reads, right before and right after a slice, what the server used and what else ran on the CPUs of the session.
// Nothing is read while the slice runs.
import { readAllowedCpus } from '../machine/allowed-cpus.ts'
import { busiestBetween, nameProcess, readProcessTimes } from '../machine/busy-processes.ts'
import type { Canary } from '../machine/canary.ts'
import { readCpuTime } from '../machine/cpu-time.ts'
import type { Placement } from '../machine/placement.ts'
import type { Disturbance, SliceResult } from '../results/schema.ts'
import { readProcesses } from '../targets/process-table.ts'
import { subtractUsage } from '../targets/resources.ts'
import type { Usage } from '../targets/target.ts'
import type { RunningTarget } from './subjects.ts'

export type Watched = Pick<SliceResult, 'usage' | 'disturbance'>

export interface UnitWatch {
  /** Called before a slice of this server; what it returns is called after it. */
  begin(server: RunningTarget): () => Watched
  /** After the last slice, while the servers still run. */
  end(): { readonly cpus: number; readonly busiest: string | undefined }
}

export interface WatchRequest {
  readonly running: readonly RunningTarget[]
  readonly generatorPid: number | undefined
  readonly placement: Placement
  readonly canary: Canary
}

export function watchUnit({ running, generatorPid, placement, canary }: WatchRequest): UnitWatch {
  const groups = new Set(running.map(({ process }) => process.pid))
  const cpus = watchedCpus(placement)
  const settle = createForeignAccount()
  const timesBefore = readProcessTimes()

  const isOwn = (group: number, pid: number) => groups.has(group) || pid === generatorPid

  function read({ process: server }: RunningTarget) {
    const processes = readProcesses()
    const ownMs = processes
      .filter(({ group, pid }) => isOwn(group, pid))
      .reduce((sum, { cpuMs }) => sum + (cpuMs ?? 0), 0)
    const { user, system } = process.cpuUsage()
    return {
      usage: server.usage(processes),
      ownMs: ownMs + (user + system) / 1000,
      cpuTime: readCpuTime(cpus),
      atMs: performance.now(),
    }
  }

  return {
    end() {
      const own = readProcesses().filter(({ group, pid }) => isOwn(group, pid))
      const busiest = busiestBetween(timesBefore, readProcessTimes(), [
        process.pid,
        ...own.map(({ pid }) => pid),
      ])
      return { cpus: cpus.length, busiest: busiest && nameProcess(busiest.pid) }
    },
    begin(server) {
      const canaryUs = canary.measureUs()
      const before = read(server)
      return () => {
        const after = read(server)
        const usage = usageBetween(before.usage, after.usage)
        return {
          ...(usage !== undefined && { usage }),
          ...(before.cpuTime !== undefined &&
            after.cpuTime !== undefined && {
              disturbance: {
                wallMs: after.atMs - before.atMs,
                stealMs: Math.max(0, after.cpuTime.stealMs - before.cpuTime.stealMs),
                foreignCpuMs: settle(
                  after.cpuTime.busyMs - before.cpuTime.busyMs - (after.ownMs - before.ownMs),
                ),
                canaryUs,
              } satisfies Disturbance,
            }),
        }
      }
    },
  }
}

/** Those the session's processes run on; all it may use where the scheduler decides. */
export function watchedCpus(placement: Placement): readonly number[] {
  if (placement.state === 'free') return readAllowedCpus() ?? []
  return [...new Set([...placement.pinning.generator, ...placement.pinning.servers])]
}

/**
 * Counters of 10 ms make a difference of theirs come out below zero now and then. What one slice has too little is
 * taken from the next ones: each is never negative, and their sum over a unit stays true.
 */
export function createForeignAccount(): (differenceMs: number) => number {
  let owedMs = 0
  return (differenceMs) => {
    const balanceMs = differenceMs - owedMs
    owedMs = Math.max(0, -balanceMs)
    return Math.max(0, balanceMs)
  }
}

function usageBetween(before: Usage | undefined, after: Usage | undefined): SliceResult['usage'] {
  if (before === undefined || after === undefined) return undefined
  const { cpuMs, rssBytes, writtenBytes, switches } = subtractUsage(after, before)
  const { voluntary, involuntary } = switches ?? {}
  // A member that left the group took its counters along: nothing is known then, and a thread likewise.
  if (cpuMs < 0 || (writtenBytes ?? 0) < 0) return undefined
  return {
    cpuMs,
    rssBytes,
    ...(writtenBytes !== undefined && { writtenBytes }),
    ...(voluntary !== undefined &&
      involuntary !== undefined &&
      voluntary >= 0 &&
      involuntary >= 0 && { voluntarySwitches: voluntary, involuntarySwitches: involuntary }),
  }
}
