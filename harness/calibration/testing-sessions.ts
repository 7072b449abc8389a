// Fabricated sessions with known truth, for the tests of what is drawn and counted.
import { buildSession } from '../judge/testing-session.ts'
import type { SyntheticOptions, SyntheticTarget } from '../judge/testing-session.ts'
import type { Session } from '../results/schema.ts'
import { keepSession } from './kept-session.ts'
import type { KeptSession } from './kept-session.ts'
import { BASELINE, EQUALS, FAULTY } from './labels.ts'

export const SYNTHETIC_SCENARIOS = ['buckets-list', 'events-limit-1000', 'query-7-days'] as const

type Slow = SyntheticTarget['latencyRatio']

/** Three targets of one build; with `slow`, one of them has these true ratios. */
export function fabricate(options: SyntheticOptions = {}, slow?: Slow): Session {
  const last =
    slow === undefined
      ? { label: EQUALS[1], isControl: true }
      : { label: FAULTY, latencyRatio: slow }
  return buildSession({
    isPinned: true,
    rounds: 5,
    units: 12,
    scenarios: SYNTHETIC_SCENARIOS.map((name) => ({ name, samples: 12 })),
    noise: { unit: 0.003, round: 0.01, request: 0.02 },
    targets: [{ label: BASELINE }, { label: EQUALS[0], isControl: true }, last],
    ...options,
  })
}

export const fabricateKept = (options: SyntheticOptions = {}, slow?: Slow): KeptSession =>
  keepSession(fabricate(options, slow))
