// Measures one session of a calibration as `compare` measures, into a folder of its own, or goes on with it there.
import { join } from 'node:path'
import { asMeasured } from '../../calibration/draw.ts'
import type { Job } from '../../calibration/jobs.ts'
import { wouldContinue } from '../../calibration/judge-drawn.ts'
import { keepSession } from '../../calibration/kept-session.ts'
import { FAULTY } from '../../calibration/labels.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { MeasurementError } from '../../core/errors.ts'
import { completeUnits } from '../../metrics/usable-units.ts'
import type { Session } from '../../results/schema.ts'
import { LOOK_PROFILES } from '../../stats/looks.ts'
import { measureLoaded } from '../commands/compare.ts'
import type { Purpose } from '../commands/compare.ts'
import type { Context } from '../context.ts'
import type { CompareOptions } from '../resolve-comparison.ts'
import type { Resumed } from '../resume.ts'
import { readResumed } from '../resume.ts'
import { findBegun, findSession } from './begun-session.ts'
import type { Begun } from './begun-session.ts'
import { judgingOf } from './judging-of.ts'
import { checkVersion } from './same-subject.ts'
import { isDone, leftMs, missingUnits } from './session-time.ts'

export interface JobSetup {
  readonly context: Context
  /** With as much in a unit as the profile has. */
  readonly loaded: LoadedConfig
  /** `ref[:variant]`, without a label. */
  readonly target: string
  /** What every part of a session has to be told. */
  readonly usual: Pick<CompareOptions, 'config' | 'snapshot'>
  readonly scenarios: readonly string[]
  /** Of the whole calibration. */
  readonly out: string
}

/** Targets are called what they are only when a session is judged: until then all of them but one are controls. */
function purposeOf({ loaded }: JobSetup, { profile }: Job): Purpose {
  const looks = profile && LOOK_PROFILES[profile]
  const judging = judgingOf(loaded)
  return {
    name: 'compare',
    judging,
    gate: undefined,
    isCalibrating: true,
    ...(looks !== undefined && {
      shouldContinue: (session) => wouldContinue(asMeasured(keepSession(session)), looks, judging),
    }),
  }
}

export async function measureJob(setup: JobSetup, job: Job): Promise<Session> {
  const folder = folderOf(setup, job)
  let session: Session | undefined
  for (let part = 0; part < PARTS_MAX; part++) {
    const begun = await findBegun(folder, job, (text) => setup.context.stderr.write(`${text}\n`))
    session =
      begun !== undefined && isDone(begun.session, job)
        ? begun.session
        : await measure(setup, job, begun)
    if (missingUnits(session, job) === 0) return session
  }
  throw new MeasurementError(
    `Expected at least ${job.fewestUnits} complete units of ${job.experiment.title} to draw from, got ${completeUnits(session!).length} of ${session!.units.length}. A quieter machine would leave more of them complete. Remove ${folder} before you call again.`,
  )
}

/** A session whose budget was too short for the fewest units, or which lost some, is continued so often. */
const PARTS_MAX = 3

async function measure(setup: JobSetup, job: Job, begun: Begun | undefined): Promise<Session> {
  const { context, loaded, out: _, ...rest } = setup
  const usual = { ...rest.usual, out: folderOf(setup, job) }
  if (begun !== undefined) checkVersion(begun.session.header, usual.out)
  const budget = leftMs(job, begun?.session)
  const limit = budget === undefined ? {} : { budget }
  const options: CompareOptions =
    begun === undefined
      ? { ...usual, ...limit, ...(await freshOptions(setup, job)) }
      : { ...usual, ...limit, resume: begun.file }
  const refs = begun === undefined ? job.labels.map((label) => `${label}=${setup.target}`) : []
  const resumed: Resumed | undefined = await readResumed(context, refs, options)
  const asked = { context, loaded, refs, options, resumed, purpose: purposeOf(setup, job) }
  const { outcome } = await measureLoaded(asked)
  if (outcome.failure !== undefined) throw outcome.failure
  return outcome.session
}

async function freshOptions(setup: JobSetup, job: Job): Promise<CompareOptions> {
  const { fault } = job.experiment
  const { scenarios } = setup
  const planFrom = await planOf(setup, job)
  return {
    units: job.units,
    ...(job.profile !== undefined && { profile: job.profile }),
    ...(planFrom !== undefined && { planFrom }),
    seed: job.seed,
    scenario: scenarios,
    ...(fault !== undefined && { fault: [`${FAULTY}:${fault}`] }),
  }
}

/** A unit of a real session holds what one of the long session does: then sessions are drawn from both. */
async function planOf(setup: JobSetup, job: Job): Promise<string | undefined> {
  if (job.profile === undefined) return undefined
  return findSession(folderOf(setup, { ...job, kind: 'long', number: 1 }))
}

/** Where a session of a calibration is measured. */
export const folderOf = ({ out }: JobSetup, { experiment, kind, number }: Job) =>
  join(out, 'sessions', `${experiment.id}-${kind}-${number}`)
