import { describe, expect, it } from 'vitest'
import { checkExplanations } from './check-explanations.ts'
import type { Explanation } from './check-explanations.ts'
import { compareWith, fabricateStory, ROWS } from './testing-story.ts'

const compared = compareWith(fabricateStory(), Object.values(ROWS))
const CROWD = 'crowd: master → branch'
const WRITING = 'writing: branch → followup'

const FITTING: readonly Explanation[] = [
  { rows: [CROWD], ours: 'smaller', text: 'Fewer CPUs.' },
  { rows: [WRITING], ours: 'larger', text: 'Another disk.' },
]
const check = (...explanations: Explanation[]) => checkExplanations(compared, explanations)

describe('explanations', () => {
  it('are taken when each row that differs has one, and no other', () => {
    expect(compared.rows.map(({ key, agreement }) => `${key} ${agreement}`)).toEqual([
      'reading: master → midpoint agrees',
      'reading: master → branch agrees',
      `${CROWD} same direction`,
      `${WRITING} differs`,
    ])
    expect(() => check(...FITTING)).not.toThrow()
  })

  it('are missed by every row that differs, with both factors', () => {
    expect(() => check()).toThrow(
      /"crowd: .*" has none, but it has another size: 9\.00× there, \d\.\d\d× \[.*\] here\n {2}"writing: .*" has none, but it differs: 0\.50× there, 1\.2\d× \[.*\] here$/,
    )
  })

  it('must not outlive the difference', () => {
    const stale = { rows: ['reading: master → branch'], ours: 'larger', text: 'Old.' } as const
    expect(() => check(...FITTING, stale)).toThrow(
      '"reading: master → branch" needs none any more: it agrees: 4.00× there',
    )
  })

  it('must not give a reason for less where ours is more', () => {
    const [crowd, writing] = FITTING
    expect(() => check(crowd!, { ...writing!, ours: 'smaller' })).toThrow(
      `"${WRITING}" explains why ours is smaller, but it differs`,
    )
  })

  it('must name rows of the pull request, and each once', () => {
    const mistyped = { rows: ['reeding: master → branch'], ours: 'larger', text: '?' } as const
    expect(() => check(...FITTING, mistyped)).toThrow('"reeding: master → branch" is no row')
    expect(() => check(...FITTING, FITTING[0]!)).toThrow(`"${CROWD}" has 2 explanations`)
  })

  it('may wait for a row that this session lacks', () => {
    const waiting = { rows: ['absent: master → branch'], ours: 'larger', text: 'Later.' } as const
    expect(() => check(...FITTING, waiting)).not.toThrow()
  })
})
