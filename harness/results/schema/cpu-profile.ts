// One line per scenario whose verdicts changed and that was run once more under a profiler: where the time went. It
// explains verdicts and never feeds one.
import { z } from 'zod'
import { label, count } from './basics.ts'

const us = z.number().nonnegative()

export const functionTimeSchema = z.strictObject({
  /** As the profiler calls it; `(anonymous)`, `(garbage collector)`. */
  name: label,
  /** Relative to the build; absent for code without a file. */
  file: z.string().optional(),
  /** Where the function begins, from 1. */
  line: z.int().positive().optional(),
  /** Its own time, and that with everything it called, over all threads and requests. */
  selfUs: us,
  totalUs: us,
})

export const profiledTargetSchema = z.strictObject({
  target: label,
  /** How long it was watched under load. */
  windowMs: z.number().positive(),
  /** Requests of measured loads that were answered meanwhile. */
  requests: count,
  /** CPU time of its whole process group meanwhile; absent where the system does not tell. */
  cpuMs: z.number().nonnegative().optional(),
  /** Time that one sample stands for on average; absent when there is none. */
  sampleUs: z.number().positive().optional(),
  /** Idle time is absent where the profiler leaves it out. */
  threads: z.array(z.strictObject({ name: label, busyUs: us, idleUs: us.optional() })),
  /** Those with the largest own time; the same of every target, so that a missing one was not seen. */
  functions: z.array(functionTimeSchema),
  others: z.strictObject({ functions: count, selfUs: us }),
  /** What the profiler wrote, relative to the folder of the session file. */
  files: z.array(z.string()),
})

export const cpuProfileSchema = z.strictObject({
  kind: z.literal('cpu-profile'),
  scenario: label,
  takenAt: z.string(),
  /** `node`, or the program that watched. */
  profiler: label,
  /** Of a joined session: the session it was taken in. */
  shard: z.string().optional(),
  targets: z.array(profiledTargetSchema).min(1),
})

export type FunctionTimes = Readonly<z.infer<typeof functionTimeSchema>>
export type ProfiledTarget = Readonly<z.infer<typeof profiledTargetSchema>>
export type CpuProfile = Readonly<z.infer<typeof cpuProfileSchema>>
