// Watches the load generator while it runs a slice: a generator that was itself the limit measures itself.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Recording } from '../results/schema.ts'
import type { SliceRun } from './protocol.ts'

const RESOLUTION_MS = 10

/** Runs the slice, and adds what this process needed for it. */
export async function watchGenerator(run: () => Promise<Recording[]>): Promise<SliceRun> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const startMs = performance.now()
  const startCpu = process.cpuUsage()
  try {
    const recordings = await run()
    const { user, system } = process.cpuUsage(startCpu)
    const wallMs = performance.now() - startMs
    const longestDelayMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS)
    return { recordings, generator: { wallMs, cpuMs: (user + system) / 1000, longestDelayMs } }
  } finally {
    delay.disable()
  }
}
