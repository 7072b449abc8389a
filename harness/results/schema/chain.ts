// What belongs to a session whose builds form a chain, each a step beyond the one before.
import { z } from 'zod'
import { label } from './basics.ts'

export const chainSchema = z.strictObject({
  /** Labels of targets, the baseline first; a control is none of them. */
  targets: z.array(label).min(2),
  /** Ranges of commits among what was typed; absent where every target was named. */
  ranges: z
    .array(
      z.strictObject({
        range: z.string(),
        /** Whether a merge is one step, or the commits that it brought are steps, too. */
        merges: z.enum(['one-step', 'entered']),
        /** Merges that stayed one step although their commits were asked for: those began at another commit. */
        closed: z.array(z.string()).optional(),
      }),
    )
    .optional(),
})

/** How the database of a target's build answers its statements, as the target itself tells. */
export const queryPlansSchema = z.strictObject({
  target: label,
  statements: z.array(
    z.strictObject({
      /** The same on every build, so that plans can be compared. */
      name: label,
      sql: z.string(),
      /** The lines of EXPLAIN QUERY PLAN, or what another database has in their place. */
      plan: z.array(z.string()),
    }),
  ),
})

export type Chain = Readonly<z.infer<typeof chainSchema>>
export type QueryPlans = Readonly<z.infer<typeof queryPlansSchema>>
export type ExplainedStatement = QueryPlans['statements'][number]
