// A measured session as the published file of docs/calibration holds it: what is kept of it, and which part it is of.
import { z } from 'zod'
import { keepSession, keptSchema } from '../../harness/calibration/kept-session.ts'
import type { Session } from '../../harness/results/schema.ts'
import { PARTS } from './jobs.ts'
import type { PartName } from './jobs.ts'

export const compactSchema = z.strictObject({
  part: z.enum(PARTS),
  number: z.int().positive(),
  ...keptSchema.shape,
})

export type CompactSession = Readonly<z.infer<typeof compactSchema>>

export function compactSession(part: PartName, number: number, session: Session): CompactSession {
  return { part, number, ...keepSession(session) }
}
