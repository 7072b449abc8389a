import { describe, expect, it } from 'vitest'
import { UNCHANGED } from '../../calibration/experiments.ts'
import { jobsOf } from '../../calibration/jobs.ts'
import { fabricate } from '../../calibration/testing-sessions.ts'
import type { Session } from '../../results/schema.ts'
import { isDone, leftMs, missingUnits } from './session-time.ts'

const BUDGET_MS = 300_000
const [long, real] = jobsOf({
  profile: 'pr',
  experiments: [UNCHANGED],
  totalMs: BUDGET_MS,
  sessions: 1,
  longUnits: { fewest: 4, most: 60 },
})

const NOTES = { 'out of budget': 'budget-spent', finished: 'resumed' } as const

/** Every unit took a minute, the rehearsal half of one; `lost` of them are void. */
function begun(units: number, lost: number, end?: keyof typeof NOTES): Session {
  const session = fabricate({ units })
  const startedMs = Date.parse(session.header.startedAt)
  return {
    header: session.header,
    units: session.units.map((unit, index) => ({
      ...unit,
      startedAt: new Date(startedMs + 30_000 + index * 60_000).toISOString(),
      durationMs: 60_000,
      state: index < lost ? 'void' : 'complete',
    })),
    ...(end !== undefined && {
      end: { ...session.end!, state: 'finished', notes: [{ code: NOTES[end] }] },
    }),
  }
}

describe('a long session of a calibration', () => {
  it('gets its budget, less what its units took', () => {
    expect(leftMs(long!, undefined)).toBe(BUDGET_MS)
    expect(leftMs(long!, begun(4, 0))).toBe(60_000)
  })

  it('is done when the budget is spent and there are enough units', () => {
    expect(isDone(begun(5, 0), long!)).toBe(true)
    expect(isDone(begun(4, 0, 'out of budget'), long!)).toBe(true)
  })

  it('is done when what is left would go into the rehearsal of a further unit', () => {
    const inTime = (budgetMs: number) => isDone(begun(4, 0), { ...long!, budgetMs })
    // Four minutes are spent; the rehearsal, a unit and their room take two minutes and a quarter.
    expect(inTime(6 * 60_000)).toBe(true)
    expect(inTime(6.5 * 60_000)).toBe(false)
    expect(isDone(begun(4, 1), { ...long!, budgetMs: 6 * 60_000 })).toBe(false)
  })

  it('goes on without budget while units are missing: the rehearsal and they, with room', () => {
    const lost = begun(5, 2, 'out of budget')
    expect(missingUnits(lost, long!)).toBe(1)
    expect(isDone(lost, long!)).toBe(false)
    expect(leftMs(long!, lost)).toBe(1.5 * (30_000 + 60_000))
  })

  it('that ended for good is not continued, whatever it lost', () => {
    expect(isDone(begun(5, 5, 'finished'), long!)).toBe(true)
  })
})

describe('a real session', () => {
  it('has no budget and ends by itself', () => {
    expect(leftMs(real!, begun(3, 0))).toBeUndefined()
    expect(isDone(begun(3, 0), real!)).toBe(false)
    expect(isDone(begun(6, 0, 'finished'), real!)).toBe(true)
  })
})
