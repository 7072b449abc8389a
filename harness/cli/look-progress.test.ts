import { describe, expect, it } from 'vitest'
import { decide } from '../judge/decide.ts'
import { buildSession } from '../judge/testing-session.ts'
import type { SyntheticOptions } from '../judge/testing-session.ts'
import { describeDecision } from './look-progress.ts'

const OPTIONS: SyntheticOptions = {
  rounds: 5,
  scenarios: [{ name: 'events', samples: 30 }],
  looks: [6, 9, 12],
  noise: { round: 0.12 },
}

function told(units: number, options: SyntheticOptions = {}) {
  const session = buildSession({ ...OPTIONS, units, ...options })
  return describeDecision(decide(session), session)
}

describe('what a look tells', () => {
  it('is nothing before the first and between two', () => {
    expect(told(5)).toBeUndefined()
    expect(told(7)).toBeUndefined()
    expect(told(7, { voidUnits: [6] })).toBeUndefined()
  })

  it('names every open comparison with its interval', () => {
    const look = told(6)
    expect(look).toMatchObject({ units: 6, next: 9, most: 12, all: 2, continues: true })
    expect(look).toMatchObject({
      undecided: expect.arrayContaining([
        expect.stringMatching(/^events p50 \([−+]\d+\.\d % … [−+]\d+\.\d %\)$/),
      ]) as string[],
    })
  })

  it('names the candidate where there are several, not counting the control', () => {
    const control = { label: 'again', isControl: true }
    const open = (labels: string[]) =>
      JSON.stringify(
        told(6, {
          targets: [...labels.map((label) => ({ label })), control],
          noise: { round: 0.2 },
        }),
      )
    expect(open(['main', 'a'])).not.toContain(' on a ')
    expect(open(['main', 'a', 'b'])).toContain(' on b (')
  })
})
