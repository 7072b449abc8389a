// A judged session with everything a page can draw: several builds and a control, a closed load that got faster, and
// heartbeats that wait for background queries in the baseline only.
import { judgeSession } from '../../judge/judge.ts'
import type { Judgement } from '../../judge/comparison.ts'
import { buildSession } from '../../judge/testing-session.ts'
import { buildCpuProfile } from '../testing-cpu-profile.ts'
import type { Session, SliceResult, Timeline } from '../../results/schema.ts'

export interface PageInput {
  readonly session: Session
  readonly judgement: Judgement
}

export function buildPageInput(): PageInput {
  const plain = buildSession({
    units: 3,
    rounds: 2,
    targets: [
      { label: 'master' },
      { label: 'midpoint', latencyRatio: 0.97 },
      { label: 'branch', latencyRatio: { reads: 0.02, heartbeats: 0.7, writes: 1.3 } },
      { label: 'again', isControl: true },
    ],
    scenarios: [
      { name: 'reads', medianUs: 140_000, samples: 12 },
      { name: 'heartbeats', model: 'open', medianUs: 900, samples: 20, background: 2 },
      { name: 'writes', medianUs: 300, samples: 40 },
    ],
  })
  const units = plain.units.map((unit) => ({ ...unit, slices: unit.slices.map(withTimeline) }))
  const session = { ...plain, units, cpuProfiles: [buildCpuProfile()] }
  return { session, judgement: judgeSession(session) }
}

/** As the load generator keeps them: of the first round of scenarios with due times. */
function withTimeline(slice: SliceResult): SliceResult {
  if (slice.scenario !== 'heartbeats' || slice.round > 0) return slice
  const waits = slice.target === 'master'
  const timelines: Readonly<Record<string, Timeline>> = {
    main: beats(waits),
    background: { atMs: [0, 620], tookMs: [619, 580] },
  }
  const recordings = slice.recordings.map((one) => ({ ...one, timeline: timelines[one.load]! }))
  return { ...slice, recordings }
}

/** Every 50 ms; one that waits does so until the first query has ended. */
function beats(waits: boolean): Timeline {
  const atMs = Array.from({ length: 18 }, (_, index) => 110 + index * 50)
  const tookMs = atMs.map((at) => (waits && at < 619 ? 619 - at : 1.2))
  return { atMs, tookMs, ...(waits && { missedAtMs: [1010], failedAtMs: [1060] }) }
}
