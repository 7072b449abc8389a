import { describe, expect, it } from 'vitest'
import { experimentOf, UNCHANGED } from './experiments.ts'
import { jobsOf } from './jobs.ts'
import { completeUnits } from './kept-session.ts'
import { keepMeasured } from './measured-session.ts'
import type { MeasuredSession } from './measured-session.ts'
import { poolOf } from './pool.ts'
import { fabricate } from './testing-sessions.ts'

const JOBS = jobsOf({
  profile: 'pr',
  experiments: [UNCHANGED, experimentOf('wrong-answer=100%')],
  totalMs: 60_000,
  sessions: 1,
  longUnits: { fewest: 4, most: 40 },
})

function measured(kind: 'long' | 'session', units: number, rounds = 5): MeasuredSession {
  const job = JOBS.find((each) => each.kind === kind && each.experiment === UNCHANGED)!
  return keepMeasured(job, fabricate({ units, rounds }))
}

function withLooks(session: MeasuredSession, looks: number[]): MeasuredSession {
  return { ...session, header: { ...session.header, looks } }
}

const long = measured('long', 8)
const unitsOf = (sessions: readonly MeasuredSession[]) =>
  poolOf(sessions).map((session) => completeUnits(session).length)

describe('the units that sessions are drawn from', () => {
  it('are those of the long session and of real ones that measured as much in a unit', () => {
    expect(unitsOf([measured('session', 12), long, measured('session', 12, 4)])).toEqual([8, 12])
    expect(unitsOf([measured('session', 12)])).toEqual([])
  })

  it('are of a session that may end early only those that were measured whatever they said', () => {
    const ended = withLooks(measured('session', 9), [6, 9, 12])
    const single = withLooks(measured('session', 6), [6])
    expect(unitsOf([long, ended, single])).toEqual([8, 6, 6])
  })

  it('leave out sessions that were measured for their answers', () => {
    const answers = { exitCode: 4, scenarios: ['buckets-list'] }
    expect(unitsOf([long, { ...measured('session', 2), answers }])).toEqual([8])
  })
})
