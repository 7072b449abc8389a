// How fast a request can be here at all, and how many a second the open-loop generator can send on time.
import { MeasurementError } from '../core/errors.ts'
import { percentileUs } from '../metrics/percentile.ts'
import { decodeHistogram } from '../results/histogram.ts'
import type { Recording } from '../results/schema.ts'
import { generatorLimit } from '../load/generator-limit.ts'
import type { SliceRun } from '../load/protocol.ts'
import type { Driver } from '../session/driver.ts'
import type { RunningTarget } from '../session/subjects.ts'
import type { CeilingFacts, LoopbackFacts } from './facts.ts'
import { atRate, LOOPBACK, RATES } from './trial-scenarios.ts'

/** Later than this for one request in a hundred, and response times are partly the generator's. */
const LATENESS_P99_US = 1000
/** p99 needs a hundred. */
const REQUESTS_MIN = 110
/** A step is a few hundred requests, p99 its second or third latest: one hiccup of the machine must not end the climb. */
const TRIES = 3

export interface CeilingPlan {
  readonly warmupRequests: number
  readonly loopbackRequests: number
  readonly stepMs: number
}

export async function measureLoopback(
  driver: Driver,
  { subject }: RunningTarget,
  plan: CeilingPlan,
): Promise<LoopbackFacts> {
  const scenario = LOOPBACK.name
  const { warmupRequests: requests } = plan
  await driver.ask({ kind: 'warm-up', subject, scenario, requests, budgetMs: undefined })
  const { recordings } = await driver.ask({
    kind: 'slice',
    subject,
    scenario,
    plan: { requests: plan.loopbackRequests, sliceMs: undefined, dropped: 5 },
  })
  const p50Us = percentileOf(recordings, 'serviceUs', 50)
  const p95Us = percentileOf(recordings, 'serviceUs', 95)
  if (p50Us === undefined || p95Us === undefined)
    throw new MeasurementError('Expected answers of a trivial server, its requests failed.')
  return { p50Us, p95Us }
}

/** Climbs until a rate is not held. */
export async function measureCeiling(
  driver: Driver,
  target: RunningTarget,
  plan: CeilingPlan,
  signal: AbortSignal,
): Promise<CeilingFacts> {
  // Its clock starts with the first open loop, and so do the loop's own code and connections.
  await climb(driver, target, RATES[0], plan.stepMs)
  let held: CeilingFacts | undefined
  for (const rate of RATES) {
    signal.throwIfAborted()
    const step = await climb(driver, target, rate, plan.stepMs)
    if (step === undefined) return { ...NOTHING, ...held, failedPerSecond: rate }
    held = step
  }
  return { ...NOTHING, ...held }
}

const NOTHING: CeilingFacts = {
  heldPerSecond: undefined,
  failedPerSecond: undefined,
  latenessP99Us: undefined,
  cpuShare: undefined,
}

/** Undefined when the rate was not held. */
async function climb(
  driver: Driver,
  { subject }: RunningTarget,
  rate: number,
  stepMs: number,
): Promise<CeilingFacts | undefined> {
  const sliceMs = Math.max(stepMs, (1000 * REQUESTS_MIN) / rate)
  const plan = { requests: undefined, sliceMs, dropped: 0 }
  const scenario = atRate(rate).name
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const run = await driver.ask({ kind: 'slice', subject, scenario, plan })
    const latenessP99Us = percentileOf(run.recordings, 'latenessUs', 99)
    const isPunctual = latenessP99Us !== undefined && latenessP99Us <= LATENESS_P99_US
    if (isPunctual && servedAll(run) && !isLimit(run, rate))
      return {
        heldPerSecond: rate,
        failedPerSecond: undefined,
        latenessP99Us,
        cpuShare: run.generator.cpuMs / run.generator.wallMs,
      }
  }
  return undefined
}

/** By the rule of sessions. */
function isLimit({ recordings, generator }: SliceRun, ratePerSecond: number): boolean {
  const load = { name: 'requests', measured: true, model: 'open', ratePerSecond } as const
  return generatorLimit({ recordings: [...recordings], generator }, [load]) !== undefined
}

const servedAll = ({ recordings }: SliceRun): boolean =>
  recordings.every(({ due, served }) => due === served)

function percentileOf(
  [recording]: readonly Recording[],
  field: 'serviceUs' | 'latenessUs',
  percent: number,
): number | undefined {
  const encoded = recording?.[field]
  return encoded === undefined ? undefined : percentileUs(decodeHistogram(encoded), percent)
}
