// Gathers every fact, from what only has to be read to what has to be tried. Takes about as long as the plan says.
import { describeMachine } from '../machine/describe-machine.ts'
import { measureClock, readClockSource } from '../machine/clock.ts'
import { readDisk, timeSyncs } from '../machine/disk.ts'
import { readFileLimit } from '../machine/file-limit.ts'
import { readClockPolicy } from '../machine/governor.ts'
import { readMemory } from '../machine/memory.ts'
import { launcherOf } from '../machine/placement.ts'
import type { Placement } from '../machine/placement.ts'
import { readCores } from '../machine/topology.ts'
import { startDriver } from '../session/driver.ts'
import { startAll } from '../session/subjects.ts'
import { stopAll } from '../session/stop-subjects.ts'
import { quantile } from '../stats/quantile.ts'
import type { Run } from '../targets/run.ts'
import { measureCeiling, measureLoopback } from './ceiling.ts'
import type { CeilingPlan } from './ceiling.ts'
import type { DiskFacts, Facts, PlacementFacts, RequestFacts } from './facts.ts'
import { whyUnmeasurable } from './unmeasurable.ts'
import type { Trial } from './trial.ts'
import { timeWalks } from './time-walks.ts'
import { watchIdle } from './watch-idle.ts'

export interface FactsPlan extends CeilingPlan {
  readonly idleMs: number
  readonly walks: number
  readonly syncs: number
  readonly syncBudgetMs: number
}

export interface FactsRequest {
  readonly plan: FactsPlan
  readonly trial: Trial
  readonly placement: Placement
  readonly run: Run
  /** Whose disk is looked at. */
  readonly cacheDirectory: string
  readonly environment: NodeJS.ProcessEnv
  readonly pinnedNode: string | undefined
  readonly onStep: (text: string) => void
  readonly signal: AbortSignal
}

export async function gatherFacts(request: FactsRequest): Promise<Facts> {
  const { plan, placement, pinnedNode, onStep, signal } = request
  const machine = describeMachine()
  const cpus = machine.allowedCpus ?? []
  onStep('Appending to the disk of the cache')
  const disk = await tryDisk(request)
  const clock = { source: readClockSource(), ...measureClock() }
  onStep(`Watching what else runs, for ${Math.round(plan.idleMs / 1000)} s`)
  const idle = await watchIdle(cpus, plan.idleMs, signal)
  onStep('Walking through memory')
  const walk = await timeWalks(plan.walks, signal)
  return {
    machine,
    cores: readCores(cpus),
    clockPolicy: readClockPolicy(cpus),
    placement: describePlacement(placement),
    pinnedNode,
    openFiles: readFileLimit(),
    disk,
    clock,
    memory: readMemory(),
    idle,
    walk,
    requests: await tryRequests(request),
  }
}

function describePlacement(placement: Placement): PlacementFacts {
  return placement.state === 'pinned'
    ? { state: 'pinned', pinning: placement.pinning }
    : { state: 'free', why: placement.why }
}

async function tryDisk({ plan, run, cacheDirectory, signal }: FactsRequest): Promise<DiskFacts> {
  const limits = { appends: plan.syncs, budgetMs: plan.syncBudgetMs }
  const timesMs = await timeSyncs(run.directory, limits, signal)
  return {
    directory: cacheDirectory,
    ...(await readDisk(cacheDirectory)),
    syncP50Ms: quantile(timesMs, 0.5),
    syncP95Ms: quantile(timesMs, 0.95),
  }
}

/** A machine on which this fails is examined all the same. */
async function tryRequests(request: FactsRequest): Promise<RequestFacts> {
  try {
    return await askTrial(request)
  } catch (error) {
    return { state: 'failed', why: whyUnmeasurable(error, request.signal) }
  }
}

/** One trial server, and the load generator as sessions use it. */
async function askTrial(request: FactsRequest): Promise<RequestFacts> {
  const { plan, trial, placement, run, environment, onStep, signal } = request
  const driver = startDriver(
    { ...environment, ...run.environment },
    launcherOf(placement, 'generator'),
  )
  const closeDriver = () => driver.close()
  signal.addEventListener('abort', closeDriver, { once: true })
  try {
    const target = trial.target('trial', 'baseline')
    const running = await startAll([target], {
      owner: run,
      placement,
      snapshot: undefined,
      seed: run.id,
      name: 'ceiling',
      signal,
      onStart: () => onStep('Sending requests to a trivial server'),
    })
    try {
      await driver.ask({ kind: 'configure', configFile: trial.configFile, snapshot: undefined })
      const loopback = await measureLoopback(driver, running[0]!, plan)
      onStep('Looking for the highest rate of the load generator')
      const ceiling = await measureCeiling(driver, running[0]!, plan, signal)
      return { state: 'measured', loopback, ceiling }
    } finally {
      await stopAll(running)
    }
  } finally {
    signal.removeEventListener('abort', closeDriver)
    driver.close()
  }
}
