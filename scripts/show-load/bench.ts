// The load generator as sessions run it, in a process of its own, pinned apart from the servers it asks.
import { fileURLToPath } from 'node:url'
import type { SlicePlan } from '../../harness/load/slice.ts'
import type { SliceRun } from '../../harness/load/protocol.ts'
import { findPlacement, launcherOf } from '../../harness/machine/placement.ts'
import type { Recording } from '../../harness/results/schema.ts'
import { decodeHistogram, mergeHistograms } from '../../harness/results/histogram.ts'
import type { Histogram } from '../../harness/results/histogram.ts'
import { startDriver } from '../../harness/session/driver.ts'
import { watchDisturbance } from './disturbance.ts'
import { startStub } from '../../harness/e2e/fixtures/start-stub.ts'
import type { Stub } from '../../harness/e2e/fixtures/start-stub.ts'

const CONFIG = fileURLToPath(new URL('./loads.config.ts', import.meta.url))
/** Slices that other processes disturbed are repeated, up to as many again. */
const TRIES_PER_SLICE = 2
/**
 * About what the rehearsal and the warm-up of the first unit ask in a session of three processes: until then the code
 * is being compiled, and lateness at p99 is 1 to 2.5 ms instead of 0.2 to 0.5 ms.
 */
const WARM_UP = { requests: 3000, sliceMs: 12_000 }

/** Slices that count; disturbed ones only when there are not enough others. */
export interface Slices {
  readonly runs: readonly SliceRun[]
  readonly isDisturbed: boolean
}

export interface Bench {
  /** What to put before a command so that it runs where the load generator does. */
  readonly beside: readonly string[]
  stub(options?: readonly string[]): Promise<Stub>
  /** After a warm-up at the first time. */
  slices(stub: Stub, scenario: string, plan: Partial<SlicePlan>, count: number): Promise<Slices>
  /** Call the function returned to learn whether others disturbed what was done since. */
  watch(stub: Stub): () => boolean
  close(): void
}

/** Throws where generator and server cannot be put on CPUs of their own. */
export async function openBench(): Promise<Bench> {
  const placement = findPlacement('auto')
  if (placement.state === 'free')
    throw new Error(`expected two CPUs to pin to, but ${placement.why}`)
  const cpus = [...placement.pinning.generator, ...placement.pinning.servers]
  const beside = launcherOf(placement, 'generator')
  const driver = startDriver(process.env, beside)
  await driver.ask({ kind: 'configure', configFile: CONFIG, snapshot: undefined })

  const run = async (stub: Stub, scenario: string, plan: Partial<SlicePlan>) => {
    const subject = { key: `${stub.pid}`, origin: stub.origin, seed: 'show-load' }
    const full = { requests: undefined, sliceMs: undefined, dropped: 0, ...plan }
    return await driver.ask({ kind: 'slice', subject, scenario, plan: full })
  }
  const warm = new Set<string>()
  const warmUp = async (stub: Stub, scenario: string, { requests }: Partial<SlicePlan>) => {
    const key = `${stub.pid}/${scenario}`
    if (warm.has(key)) return
    warm.add(key)
    const { requests: most, sliceMs } = WARM_UP
    await run(stub, scenario, requests ? { requests: Math.min(requests, most) } : { sliceMs })
  }
  const watch = (stub: Stub) => watchDisturbance(cpus, [driver.pid!, stub.pid])
  return {
    beside,
    stub: (options) => startStub(launcherOf(placement, 'servers'), options),
    async slices(stub, scenario, plan, count) {
      await warmUp(stub, scenario, plan)
      const [quiet, disturbed]: [SliceRun[], SliceRun[]] = [[], []]
      for (let tries = 0; tries < count * TRIES_PER_SLICE && quiet.length < count; tries++) {
        const isDisturbed = watch(stub)
        const done = await run(stub, scenario, plan)
        ;(isDisturbed() ? disturbed : quiet).push(done)
      }
      const isDisturbed = quiet.length < count
      return { runs: isDisturbed ? [...quiet, ...disturbed] : quiet, isDisturbed }
    },
    watch,
    close: () => driver.close(),
  }
}

/** The same histogram of one load over many slices. */
export function merged(
  runs: readonly SliceRun[],
  load: string,
  field: 'serviceUs' | 'responseUs' | 'latenessUs',
): Histogram {
  return mergeHistograms(runs.map((run) => decodeHistogram(recordingOf(run, load)[field]!)))
}

export function recordingOf({ recordings }: SliceRun, load: string): Recording {
  return recordings.find((recording) => recording.load === load)!
}
