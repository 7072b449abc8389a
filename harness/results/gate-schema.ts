// The rules of a gate in the header of the session that it measured: whoever reads the file judges by them.
import { z } from 'zod'

const place = { scenario: z.string(), load: z.string(), metric: z.string() }

/** Rules for places given by globs. */
const list = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(z.strictObject({ ...place, ...shape })).readonly()

export const gateSchema = z.strictObject({
  /** What an unclear result does to the outcome. */
  unclear: z.enum(['pass', 'warn', 'fail']),
  margins: list({
    marginRatio: z.number().positive().optional(),
    gating: z.boolean().optional(),
  }),
  budgets: list({
    bound: z.enum(['at most', 'at least']),
    limit: z.strictObject({
      amount: z.number().positive(),
      of: z.enum(['us', 'perSecond', 'bytes', 'count']),
    }),
  }),
  mustBeSame: list({ allowFaster: z.boolean() }),
  exceptions: list({
    reason: z.string(),
    /** The last day it holds, in UTC. */
    until: z.iso.date(),
    upToRatio: z.number().positive().optional(),
  }),
})
