// The last line: how the session ended. A session that was cut off has none.
import { z } from 'zod'
import { note } from './basics.ts'

export const endSchema = z.strictObject({
  kind: z.literal('end'),
  finishedAt: z.string(),
  state: z.enum(['finished', 'interrupted', 'failed']),
  notes: z.array(note),
})

export type SessionEnd = Readonly<z.infer<typeof endSchema>>
