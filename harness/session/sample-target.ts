// One target under the load of one scenario, watched by a profiler: warmed up as in a unit, then slice after slice.
import { MeasurementError } from '../core/errors.ts'
import type { Taken } from '../cpu-profiles/profilers/profiler.ts'
import { isLost } from '../load/failure.ts'
import type { Recording, ScenarioPlan } from '../results/schema.ts'
import type { Driver } from './driver.ts'
import type { ProfilingRequest } from './profiling-request.ts'
import { prepare } from './rehearsal.ts'
import type { SessionRequest } from './session-request.ts'
import { throwIfDead } from './subjects.ts'
import type { RunningTarget } from './subjects.ts'

export interface SampledLoad {
  /** Failed where nothing could be watched. */
  readonly taken: Taken | Error
  readonly directory: string
  readonly windowMs: number
  readonly requests: number
  readonly cpuMs: number | undefined
}

export interface Place {
  readonly plan: ScenarioPlan
  readonly running: RunningTarget
  /** Where its profiler was told to write. */
  readonly folder: string
}

export async function sampleTarget(
  request: SessionRequest,
  { profiler, seconds }: ProfilingRequest,
  driver: Driver,
  { plan, running, folder }: Place,
): Promise<SampledLoad> {
  const { signal, owner } = request
  const { process, target, subject } = running
  const scenario = request.scenarios.find(({ name }) => name === plan.scenario)!
  await prepare(scenario, running, driver)
  const { warmup: requests } = plan
  await driver.ask({
    kind: 'warm-up',
    subject,
    scenario: plan.scenario,
    requests,
    budgetMs: undefined,
  })
  const end = await profiler.watch({
    pid: process.pid,
    port: process.port,
    scenario: plan.scenario,
    seconds,
    folder,
    directory: target.directory,
    environment: { ...request.environment, ...owner.environment },
    signal,
  })
  const before = process.usage()?.cpuMs
  const startedMs = performance.now()
  const answered = await runLoad(request, driver, { plan, running }, seconds * 1000)
  const windowMs = performance.now() - startedMs
  const after = process.usage()?.cpuMs
  const taken = await end().catch((error: Error) => error)
  signal.throwIfAborted()
  return {
    taken,
    directory: target.directory,
    windowMs,
    requests: answered,
    cpuMs: before === undefined || after === undefined ? undefined : after - before,
  }
}

/** A slice that answers nothing would be repeated for ever. */
const SLICES_MAX = 10_000

/** The slices of the plan, until the time is over; returns how many requests of measured loads were answered. */
async function runLoad(
  { signal, scenarios }: SessionRequest,
  driver: Driver,
  { plan, running }: Pick<Place, 'plan' | 'running'>,
  spanMs: number,
): Promise<number> {
  const label = running.target.info.label
  const { loads } = scenarios.find(({ name }) => name === plan.scenario)!
  const isMeasured = ({ load }: Recording) =>
    loads.some(({ name, measured }) => measured && name === load)
  const endMs = performance.now() + spanMs
  let answered = 0
  for (let slice = 0; slice < SLICES_MAX && performance.now() < endMs; slice++) {
    signal.throwIfAborted()
    const { recordings } = await driver.ask({
      kind: 'slice',
      subject: running.subject,
      scenario: plan.scenario,
      plan: { requests: plan.requests?.[label], sliceMs: plan.sliceMs, dropped: 0 },
    })
    if (recordings.some(({ failures }) => Object.keys(failures).some(isLost)))
      await throwIfDead(running)
    answered += recordings.filter(isMeasured).reduce((sum, { served }) => sum + served, 0)
  }
  if (answered > 0) return answered
  throw new MeasurementError(
    `Expected "${label}" to answer requests of ${plan.scenario} under the profiler, it answered none`,
  )
}
