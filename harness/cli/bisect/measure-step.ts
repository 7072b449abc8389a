// One session of a bisection: new, gone on with, or already there.
import { existsSync } from 'node:fs'
import { TargetError } from '../../core/errors.ts'
import type { Session } from '../../results/schema.ts'
import { measureRefs } from '../commands/compare.ts'
import type { CompareOptions } from '../resolve-comparison.ts'
import { newSession } from './bisection.ts'
import type { Bisection } from './bisection.ts'
import { checkConditions } from './conditions.ts'
import { findDead, findStepFile, hasEnded } from './step-file.ts'
import type { StepFile } from './step-file.ts'

export interface StepRequest {
  /** What distinguishes the session from the others of the bisection, such as `2-abc1234`. */
  readonly name: string
  /** `label=commit[:variant]`, the first being the baseline. */
  readonly targets: readonly string[]
  /** Labels whose failure is an answer and no reason to stop. */
  readonly mayFail: readonly string[]
  /** Asked after every unit. */
  readonly isDecided: (session: Session) => boolean
  /** Asked of a session that has ended: whether it is not believed, and is measured anew when the bisection goes on. */
  readonly isDoubted: (session: Session) => boolean
}

export interface StepOutcome {
  /** Absent when nothing was measured. */
  readonly session?: Session
  /** Name of the session file; absent when none was begun. */
  readonly fileName?: string
  /** Why a build that may fail cannot be measured. */
  readonly failed?: StepFailure
}

export interface StepFailure {
  readonly reason: 'broken' | 'install'
  readonly because: string
}

export async function measureStep(
  bisection: Bisection,
  request: StepRequest,
): Promise<StepOutcome> {
  const { out, record } = bisection
  const saysNothing = (ended: Session) => hasFailed(ended, request) || request.isDoubted(ended)
  const file = await findStepFile({ out, id: record.asked.id, name: request.name, saysNothing })
  if (file.before !== undefined && hasEnded(file.before))
    return readEnded(file.before, file.fileName)
  await checkConditions(bisection)
  try {
    return { session: await measureInto(bisection, request, file), fileName: file.fileName }
  } catch (error) {
    const failed = failureOf(error, request)
    return { failed, ...(existsSync(file.path) && { fileName: file.fileName }) }
  }
}

/** Rejects with what ended the session early, if anything did. */
async function measureInto(
  bisection: Bisection,
  { targets, isDecided }: StepRequest,
  file: StepFile,
): Promise<Session> {
  const { out, places, record, context, stop } = bisection
  const { before, path, sessionName } = file
  const options: CompareOptions =
    before === undefined
      ? { ...newSession(record.asked, places), out, ...seedOf(bisection, file) }
      : { ...places, out, resume: path }
  const refs = before === undefined ? targets : []
  const { outcome } = await measureRefs(context, refs, options, () => ({
    name: 'compare',
    judging: {},
    gate: undefined,
    sessionName,
    stop,
    shouldContinue: (session) => !isDecided(session),
  }))
  if (outcome.failure !== undefined) throw outcome.failure
  return outcome.session
}

/** Every step draws its own orders and requests, and so does every attempt. */
function seedOf({ record }: Bisection, { name }: StepFile): { readonly seed: string } {
  const { seed = 'heartbench' } = record.asked.measuring
  return { seed: `${seed}-${name}` }
}

/** Anything else than a failure that is an answer goes on as it came. */
function failureOf(error: unknown, { mayFail }: StepRequest): StepFailure {
  const isAnswer =
    error instanceof TargetError && error.target !== undefined && mayFail.includes(error.target)
  if (!isAnswer) throw error
  const lastLine = error.logTail.findLast((line) => line.trim() !== '')
  const last = lastLine === undefined ? '' : ` Last line: ${lastLine.trim()}`
  return { reason: error.during ?? 'broken', because: `${error.message}${last}` }
}

/** Of what may not fail: base or head died, or something that is no build's fault went wrong. */
function hasFailed(session: Session, { mayFail }: StepRequest): boolean {
  const dead = findDead(session)
  return session.end!.state === 'failed' && !(dead !== undefined && mayFail.includes(dead.target))
}

/** The session was ended, but this invocation's predecessor did not get round to noting what it said. */
function readEnded(session: Session, fileName: string): StepOutcome {
  const dead = findDead(session)
  if (dead === undefined) return { session, fileName }
  return { failed: { reason: 'broken', because: `${dead.detail}.` }, fileName }
}
