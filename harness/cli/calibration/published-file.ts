// The file that docs/method.md publishes, as `scripts/calibrate-sessions.ts` writes it: read, never written here.
import { z } from 'zod'
import { experimentOf, UNCHANGED } from '../../calibration/experiments.ts'
import { keptSchema } from '../../calibration/kept-session.ts'
import type { MeasuredSession } from '../../calibration/measured-session.ts'
import type { Work } from './work.ts'

const settingsSchema = z.strictObject({
  kind: z.literal('calibration'),
  ref: z.string(),
  fault: z.string(),
  snapshot: z.string(),
})

const lineSchema = z.strictObject({
  part: z.enum(['aa-long', 'fault-long', 'aa-sessions', 'fault-sessions']),
  number: z.int().positive(),
  ...keptSchema.shape,
})

export function isPublished(first: unknown): boolean {
  return settingsSchema.safeParse(first).success
}

export function liftPublished([first, ...rest]: readonly unknown[]): Work {
  const { ref, fault } = settingsSchema.parse(first)
  const sessions = rest.map((line) => liftLine(lineSchema.parse(line), fault))
  const scenarios = sessions[0]?.header.scenarios.map(({ name }) => name) ?? []
  // How servers were started does not stand there: nothing that is measured now can continue it.
  const unknown = { config: 'published', digests: {} }
  const settings = { kind: 'calibration', version: 2, input: ref, profile: 'pr' } as const
  return { settings: { ...settings, scenarios, ...unknown }, sessions }
}

function liftLine({ part, ...rest }: z.infer<typeof lineSchema>, ofFault: string): MeasuredSession {
  const { id, title, fault } = part.startsWith('aa') ? UNCHANGED : experimentOf(ofFault)
  const kind = part.endsWith('long') ? 'long' : 'session'
  return { experiment: { id, title, ...(fault !== undefined && { fault }) }, kind, ...rest }
}
