// Fabricated sessions of every part, for the tests of what is counted.
import { fabricate } from '../../harness/calibration/testing-sessions.ts'
import type { SyntheticOptions } from '../../harness/judge/testing-session.ts'
import { compactSession } from './compact.ts'
import type { CompactSession } from './compact.ts'
import type { PartName } from './jobs.ts'

export function fabricatePart(
  part: PartName,
  options: SyntheticOptions = {},
  number = 1,
): CompactSession {
  const slow = part.startsWith('fault') ? 1.1 : undefined
  const units = part.endsWith('long') ? 12 : 6
  const seed = `${part} ${number}`
  return compactSession(part, number, fabricate({ seed, units, ...options }, slow))
}
