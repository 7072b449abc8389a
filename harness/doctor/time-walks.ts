// Walks through memory as sessions do before every slice: pressure on caches and memory shows in nothing else.
import { setTimeout as pause } from 'node:timers/promises'
import { createCanary } from '../machine/canary.ts'
import { quantile } from '../stats/quantile.ts'
import type { WalkFacts } from './facts.ts'

/** Between two walks, so that they see more of what else goes on. */
const PAUSE_MS = 2

export async function timeWalks(walks: number, signal: AbortSignal): Promise<WalkFacts> {
  const canary = createCanary()
  const timesUs: number[] = []
  while (timesUs.length < walks) {
    timesUs.push(canary.measureUs())
    await pause(PAUSE_MS, undefined, { signal })
  }
  return { p50Us: quantile(timesUs, 0.5)!, p95Us: quantile(timesUs, 0.95)! }
}
