// One line of a calibration's file: a session that was measured, what it was measured for, and what is kept of it.
import { z } from 'zod'
import { judgeSession } from '../judge/judge.ts'
import { isWrong } from '../judge/validity.ts'
import type { Session } from '../results/schema.ts'
import type { Job } from './jobs.ts'
import { keepSession, keptSchema } from './kept-session.ts'
import { FAULTY } from './labels.ts'

export const measuredSchema = z.strictObject({
  experiment: z.strictObject({
    id: z.string().min(1),
    title: z.string(),
    fault: z.string().optional(),
  }),
  kind: z.enum(['long', 'session']),
  number: z.int().positive(),
  /** Of a session that was measured for its answers: how it ended, and the scenarios whose answers were wrong. */
  answers: z.strictObject({ exitCode: z.int(), scenarios: z.array(z.string()) }).optional(),
  ...keptSchema.shape,
})

export type MeasuredSession = Readonly<z.infer<typeof measuredSchema>>

export function keepMeasured({ experiment, kind, number }: Job, session: Session): MeasuredSession {
  const { id, title, fault, foundBy } = experiment
  return {
    experiment: { id, title, ...(fault !== undefined && { fault }) },
    kind,
    number,
    ...(foundBy === 'answers' && { answers: answersOf(session) }),
    ...keepSession(session),
  }
}

function answersOf(session: Session): NonNullable<MeasuredSession['answers']> {
  const wrong = session.header.answers.filter(
    (answer) => answer.target === FAULTY && isWrong(answer),
  )
  return {
    exitCode: judgeSession(session).exitCode,
    scenarios: wrong.map(({ scenario }) => scenario),
  }
}
