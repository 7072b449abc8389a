// Where a session was measured.
import { z } from 'zod'
import { count } from './basics.ts'

export const machineSchema = z.strictObject({
  cpuModel: z.string(),
  cpus: count,
  memoryBytes: count,
  system: z.string(),
  architecture: z.string(),
  node: z.string(),
  /** The CPUs that the session may use; absent where the system does not tell, as are the next three. */
  allowedCpus: z.array(count).optional(),
  /** How the system sets the clock of the CPUs, such as `performance`. */
  governor: z.string().optional(),
  /** Whether one core shows up as several CPUs. */
  multithreading: z.boolean().optional(),
  /** CPUs' worth of time that a container may use. */
  cpuQuota: z.number().positive().optional(),
})

/** Which CPUs were the load generator's, and which the servers'. */
export const pinningSchema = z.strictObject({
  generator: z.array(count).min(1),
  servers: z.array(count).min(1),
})

export type Machine = Readonly<z.infer<typeof machineSchema>>
export type Pinning = Readonly<z.infer<typeof pinningSchema>>
