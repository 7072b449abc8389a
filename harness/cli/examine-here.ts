// Examines the machine that this runs on, which takes about 20 seconds, and leaves nothing behind.
import type { Wish } from '../doctor/detectable.ts'
import { detect, examine, failedDetection, REFERENCE_COST } from '../doctor/examine.ts'
import type { Detection, Examination } from '../doctor/examine.ts'
import { gatherFacts } from '../doctor/gather-facts.ts'
import type { FactsPlan, FactsRequest } from '../doctor/gather-facts.ts'
import { runNoiseTrial } from '../doctor/noise-trial.ts'
import type { NoisePlan } from '../doctor/noise-trial.ts'
import { prepareTrial } from '../doctor/trial.ts'
import { whyUnmeasurable } from '../doctor/unmeasurable.ts'
import { describeMachine } from '../machine/describe-machine.ts'
import { findPlacement } from '../machine/placement.ts'
import { compareSettings } from '../results/compare-settings.ts'
import type { Session } from '../results/schema.ts'
import { openRun } from '../targets/runs.ts'
import { cacheDirectory } from './context.ts'
import type { Context } from './context.ts'
import { listenForInterruption } from './interruption.ts'
import type { Interruption } from './interruption.ts'
import { serverEnvironment } from './prepare-targets.ts'
import { createProgressLines } from './progress-lines.ts'
import { pinnedNode } from './tool-version.ts'

export type ExaminationPlan = FactsPlan & NoisePlan

/** About 20 seconds, of which 3 watch and 13 compare a trivial server with itself. */
export const THOROUGH: ExaminationPlan = {
  syncs: 100,
  syncBudgetMs: 1000,
  idleMs: 3000,
  walks: 100,
  warmupRequests: 2000,
  loopbackRequests: 3000,
  stepMs: 300,
  units: 5,
  trialBudgetMs: 11_000,
  rounds: 8,
  warmupBudgetMs: 300,
}

export const BRIEF: ExaminationPlan = {
  ...THOROUGH,
  syncs: 3,
  idleMs: 100,
  walks: 3,
  warmupRequests: 20,
  loopbackRequests: 100,
  stepMs: 50,
  units: 2,
  rounds: 2,
  warmupBudgetMs: 10,
}

export interface SessionFile {
  readonly session: Session
  readonly file: string
}

export async function examineHere(
  context: Context,
  plan: ExaminationPlan,
  wish: Wish,
  given: SessionFile | undefined,
): Promise<Examination> {
  const progress = createProgressLines(context.stderr, () => performance.now())
  const interruption = listenForInterruption(() => {
    progress.done()
    context.stderr.write('Stopping. Once more to quit at once.\n')
  })
  const cache = cacheDirectory(context)
  const run = await openRun({ cacheDirectory: cache })
  interruption.onHardExit(() => run.closeSync())
  for (const message of run.swept.messages) context.stderr.write(`${message}\n`)
  try {
    const environment = serverEnvironment(context)
    const request: FactsRequest & { readonly plan: ExaminationPlan } = {
      plan,
      trial: await prepareTrial(run, environment),
      placement: findPlacement('auto'),
      run,
      cacheDirectory: cache,
      environment,
      pinnedNode: pinnedNode(),
      onStep: progress.step,
      signal: interruption.signal,
    }
    const facts = await gatherFacts(request)
    const detection =
      given === undefined ? await detectByTrial(request, wish) : detectBySession(given, wish)
    return examine(facts, detection)
  } catch (error) {
    throw reasonOf(interruption, error)
  } finally {
    progress.done()
    await run.close()
    interruption.dispose()
  }
}

/** What an interruption breaks off fails in many ways; only the interruption is news. */
function reasonOf({ signal }: Interruption, error: unknown): unknown {
  return signal.aborted ? signal.reason : error
}

async function detectByTrial(
  request: FactsRequest & { readonly plan: ExaminationPlan },
  wish: Wish,
): Promise<Detection> {
  let session: Session
  try {
    session = await runNoiseTrial(request)
  } catch (error) {
    return failedDetection(whyUnmeasurable(error, request.signal), wish)
  }
  const units = session.units.length
  const disturbed = session.units.filter(({ notes }) =>
    notes.some(({ code }) => code === 'unit-disturbed'),
  ).length
  return detect(session, { kind: 'trial', units, disturbed }, wish, REFERENCE_COST)
}

function detectBySession({ session, file }: SessionFile, wish: Wish): Detection {
  const { header } = session
  const here = { ...header, machine: describeMachine() }
  const differs = compareSettings(header, here).map(({ setting }) => setting)
  return detect(session, { kind: 'session', file, units: session.units.length, differs }, wish)
}
