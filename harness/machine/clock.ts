// The clock that times everything: what it reads from, how fine it is, what a reading costs, and how late timers are.
import { setTimeout as pause } from 'node:timers/promises'
import { readSystemFile } from './system-file.ts'
import type { ReadSystemFile } from './system-file.ts'

/** Such as `tsc`, `kvm-clock`, `arch_sys_counter`; undefined where the system does not tell. */
export function readClockSource(read: ReadSystemFile = readSystemFile): string | undefined {
  return read('/sys/devices/system/clocksource/clocksource0/current_clocksource')
}

export interface ClockGrain {
  /** The smallest step ever seen between two readings. */
  readonly resolutionNs: number
  readonly costNs: number
}

const READINGS = 10_000
const BATCHES = 10

/** Reads `performance.now()` over and over, for some milliseconds; the cost is that of the least disturbed batch. */
export function measureClock(): ClockGrain {
  const batches = Array.from({ length: BATCHES }, readBatch)
  return {
    resolutionNs: Math.min(...batches.map(({ resolutionNs }) => resolutionNs)),
    costNs: Math.min(...batches.map(({ costNs }) => costNs)),
  }
}

function readBatch(): ClockGrain {
  let smallestMs = Infinity
  const startMs = performance.now()
  let lastMs = startMs
  for (let reading = 0; reading < READINGS; reading++) {
    const nowMs = performance.now()
    const stepMs = nowMs - lastMs
    if (stepMs > 0 && stepMs < smallestMs) smallestMs = stepMs
    lastMs = nowMs
  }
  return { resolutionNs: smallestMs * 1e6, costNs: ((lastMs - startMs) * 1e6) / READINGS }
}

/** Lets timers of `delayMs` run for `durationMs`; by how much each was late, in milliseconds. */
export async function timeTimers(
  durationMs: number,
  delayMs: number,
  signal: AbortSignal,
): Promise<number[]> {
  const endMs = performance.now() + durationMs
  const lateMs: number[] = []
  while (performance.now() < endMs) {
    const startMs = performance.now()
    await pause(delayMs, undefined, { signal })
    lateMs.push(Math.max(0, performance.now() - startMs - delayMs))
  }
  return lateMs
}
