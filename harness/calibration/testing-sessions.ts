// Fabricated sessions of every part, with known truth, for the tests of what is counted.
import { buildSession } from '../../harness/judge/testing-session.ts'
import type { SyntheticOptions, SyntheticTarget } from '../../harness/judge/testing-session.ts'
import type { Session } from '../../harness/results/schema.ts'
import { compactSession } from './compact.ts'
import type { CompactSession } from './compact.ts'
import { BASELINE, EQUALS, FAULTY, SCENARIOS } from './experiment.ts'
import type { PartName } from './jobs.ts'

/** Three targets of one build; with `slow`, one of them has these true ratios. */
export function fabricate(
  options: SyntheticOptions = {},
  slow?: SyntheticTarget['latencyRatio'],
): Session {
  const last =
    slow === undefined
      ? { label: EQUALS[1], isControl: true }
      : { label: FAULTY, latencyRatio: slow }
  return buildSession({
    isPinned: true,
    rounds: 5,
    units: 12,
    scenarios: SCENARIOS.map((name) => ({ name, samples: 12 })),
    noise: { unit: 0.003, round: 0.01, request: 0.02 },
    targets: [{ label: BASELINE }, { label: EQUALS[0], isControl: true }, last],
    ...options,
  })
}

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
