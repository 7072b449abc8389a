// One slice: its recordings, and what the servers, the load generator and the machine did meanwhile.
import { z } from 'zod'
import { label, count } from './basics.ts'
import { recordingSchema } from './recording.ts'

export const usageSchema = z.strictObject({
  cpuMs: z.number().nonnegative(),
  rssBytes: count,
  writtenBytes: count.optional(),
  /** Context switches that the processes asked for by waiting, and those forced upon them. */
  voluntarySwitches: count.optional(),
  involuntarySwitches: count.optional(),
})

/** What the load generator itself needed for a slice: whether it was the limit. */
export const generatorUsageSchema = z.strictObject({
  wallMs: z.number().nonnegative(),
  cpuMs: z.number().nonnegative(),
  /** The longest time its event loop did not come round. */
  longestDelayMs: z.number().nonnegative(),
})

/** What the machine did beside the session during a slice. */
export const disturbanceSchema = z.strictObject({
  wallMs: z.number().nonnegative(),
  /** CPU time that the hypervisor gave to somebody else. */
  stealMs: z.number().nonnegative(),
  /** CPU time of processes that do not belong to the session. */
  foreignCpuMs: z.number().nonnegative(),
  /** Time of a fixed walk through memory just before the slice. */
  canaryUs: z.number().nonnegative().optional(),
})

export const sliceSchema = z.strictObject({
  scenario: label,
  target: label,
  round: count,
  /** Place in the random order of this scenario and round, from 0. */
  position: count,
  recordings: z.array(recordingSchema),
  /** Absent where the system does not tell. */
  usage: usageSchema.optional(),
  generator: generatorUsageSchema.optional(),
  /** Absent where the system does not tell. */
  disturbance: disturbanceSchema.optional(),
})

export type Usage = Readonly<z.infer<typeof usageSchema>>
export type GeneratorUsage = Readonly<z.infer<typeof generatorUsageSchema>>
export type Disturbance = Readonly<z.infer<typeof disturbanceSchema>>
export type SliceResult = Readonly<z.infer<typeof sliceSchema>>
