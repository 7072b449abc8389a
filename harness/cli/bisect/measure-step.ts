// One session of a bisection, whose file has a name that follows from the record: a step that was cut off is found
// again, and goes on in its file.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { TargetError, UsageError } from '../../core/errors.ts'
import type { Note } from '../../core/notes.ts'
import { isOpenEnd } from '../../results/continuing.ts'
import { readSession } from '../../results/read-session.ts'
import type { Session } from '../../results/schema.ts'
import { measureRefs } from '../commands/compare.ts'
import type { CompareOptions } from '../resolve-comparison.ts'
import { newSession } from './bisection.ts'
import type { Bisection } from './bisection.ts'
import { checkConditions } from './conditions.ts'

export interface StepRequest {
  /** What distinguishes the session from the others of the bisection, such as `2-abc1234`. */
  readonly name: string
  /** `label=commit[:variant]`, the first being the baseline. */
  readonly targets: readonly string[]
  /** Labels whose failure is an answer and no reason to stop. */
  readonly mayFail: readonly string[]
  /** Asked after every unit. */
  readonly isDecided: (session: Session) => boolean
}

export interface StepOutcome {
  /** Absent when nothing was measured. */
  readonly session?: Session
  /** Name of the session file; absent when none was begun. */
  readonly fileName?: string
  /** Why a build that may fail cannot be measured. */
  readonly failed?: string
}

export async function measureStep(
  bisection: Bisection,
  request: StepRequest,
): Promise<StepOutcome> {
  const sessionName = `${bisection.record.asked.id}-${request.name}`
  const fileName = `${sessionName}.session.jsonl`
  const file = join(bisection.out, fileName)
  const before = existsSync(file) ? await readSession(file) : undefined
  if (before?.end !== undefined && !isOpenEnd(before.end))
    return readEnded(before, file, { ...request, fileName })
  await checkConditions(bisection)
  const { out, places, record } = bisection
  const options: CompareOptions =
    before === undefined
      ? { ...newSession(record.asked, places), out, ...seedOf(bisection, request) }
      : { ...places, out, resume: file }
  try {
    const { outcome } = await measureRefs(
      bisection.context,
      before === undefined ? request.targets : [],
      options,
      () => ({
        name: 'compare',
        judging: {},
        gate: undefined,
        sessionName,
        stop: bisection.stop,
        shouldContinue: (session) => !request.isDecided(session),
      }),
    )
    if (outcome.failure !== undefined) throw outcome.failure
    return { session: outcome.session, fileName }
  } catch (error) {
    const failed = failureOf(error, request)
    return { failed, ...(existsSync(file) && { fileName }) }
  }
}

/** Every step draws its own orders and requests. */
function seedOf({ record }: Bisection, { name }: StepRequest): { readonly seed: string } {
  const { seed = 'heartbench' } = record.asked.measuring
  return { seed: `${seed}-${name}` }
}

/** Anything else than a failure that is an answer goes on as it came. */
function failureOf(error: unknown, { mayFail }: StepRequest): string {
  const isAnswer =
    error instanceof TargetError && error.target !== undefined && mayFail.includes(error.target)
  if (!isAnswer) throw error
  const lastLine = error.logTail.findLast((line) => line.trim() !== '')
  return lastLine === undefined ? error.message : `${error.message} Last line: ${lastLine.trim()}`
}

/** The session was ended, but this invocation's predecessor did not get round to noting what it said. */
function readEnded(
  session: Session,
  file: string,
  { mayFail, fileName }: StepRequest & { readonly fileName: string },
): StepOutcome {
  if (session.end!.state === 'finished') return { session, fileName }
  const died = (session.end!.notes as readonly Note[]).find(({ code }) => code === 'target-died')
  if (died?.code === 'target-died' && mayFail.includes(died.target))
    return { failed: `${died.detail}.`, fileName }
  throw new UsageError(
    `Expected a session that can be continued at ${file}, found one that failed. Look at its report, mend what failed, remove the file, and resume once more.`,
  )
}
