// The session file of a step. Its name follows from the record, so that a step that was cut off is found again and goes
// on in its file. What ended without saying anything stays where it is: the next attempt has a file of its own.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Note } from '../../core/notes.ts'
import { isOpenEnd } from '../../results/continuing.ts'
import { readSession } from '../../results/read-session.ts'
import type { Session } from '../../results/schema.ts'

export interface StepFile {
  /** Of the step and its attempt, such as `2-abc1234` or `1-ends-attempt-2`. */
  readonly name: string
  /** Without its ending. */
  readonly sessionName: string
  readonly fileName: string
  readonly path: string
  /** What an earlier invocation has measured: to go on with, or to be read if it has ended. */
  readonly before?: Session
}

export interface StepFileQuestion {
  /** Where sessions lie. */
  readonly out: string
  /** Of the bisection. */
  readonly id: string
  readonly name: string
  /** Whether a session that has ended is no answer, whatever its numbers are. */
  readonly saysNothing: (ended: Session) => boolean
}

/** Ends at the first attempt that has no file. */
export async function findStepFile(question: StepFileQuestion): Promise<StepFile> {
  for (let attempt = 1; ; attempt++) {
    const file = attemptOf(question, attempt)
    if (!existsSync(file.path)) return file
    const before = await readSession(file.path)
    if (!hasEnded(before) || !question.saysNothing(before)) return { ...file, before }
  }
}

function attemptOf({ out, id, name: step }: StepFileQuestion, attempt: number): StepFile {
  const name = attempt === 1 ? step : `${step}-attempt-${attempt}`
  const sessionName = `${id}-${name}`
  const fileName = `${sessionName}.session.jsonl`
  return { name, sessionName, fileName, path: join(out, fileName) }
}

export function hasEnded({ end }: Session): boolean {
  return end !== undefined && !isOpenEnd(end)
}

/** The label and its last words, where a target ended the session. */
export function findDead({ end }: Session): { target: string; detail: string } | undefined {
  const notes = (end?.notes ?? []) as readonly Note[]
  return notes.find((note) => note.code === 'target-died')
}
