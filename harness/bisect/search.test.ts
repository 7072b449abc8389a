import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ancestorsOf, candidatesOf, weighCommits } from './history.ts'
import type { Answer, History } from './history.ts'
import { estimateSteps, nextStep } from './search.ts'
import type { Next } from './search.ts'
import { commitsInARow } from './testing-simulation.ts'

/** Any history: every commit follows up to three of those before it, and the last one joins what is still loose. */
const anyHistory = fc
  .array(fc.uniqueArray(fc.nat(20), { maxLength: 3 }), { maxLength: 24 })
  .map((steps): History => {
    const commits = steps.map((back, index) => ({
      id: `c${index}`,
      parents: [...new Set(back.map((far) => index - 1 - far))].map((parent) =>
        parent < 0 ? 'base' : `c${parent}`,
      ),
    }))
    const used = new Set(commits.flatMap(({ parents }) => parents))
    const loose = commits.filter(({ id }) => !used.has(id)).map(({ id }) => id)
    return commits.concat({ id: 'head', parents: loose })
  })

interface Case {
  readonly history: History
  readonly culprit: string
  readonly broken: ReadonlySet<string>
}

const anyCase = anyHistory.chain((history) =>
  fc.record({
    history: fc.constant(history),
    culprit: fc.constantFrom(...history.map(({ id }) => id)),
    broken: fc
      .subarray(history.slice(0, -1).map(({ id }) => id))
      .map((ids) => new Set(ids) as ReadonlySet<string>),
  }),
)

/** Answers as a perfect measurement would; ends when there is nothing more to try. */
function search({ history, culprit, broken }: Case): {
  readonly end: Exclude<Next, { kind: 'try' }>
  readonly tried: readonly string[]
} {
  const answers = new Map<string, Answer>()
  for (;;) {
    const next = nextStep(history, answers)
    if (next.kind !== 'try') return { end: next, tried: [...answers.keys()] }
    expect(answers.has(next.commit)).toBe(false)
    const isChanged = ancestorsOf(history, next.commit).has(culprit)
    answers.set(next.commit, broken.has(next.commit) ? 'skip' : isChanged ? 'changed' : 'same')
  }
}

const named = (end: Exclude<Next, { kind: 'try' }>) =>
  end.kind === 'found' ? [end.commit] : end.commits

describe('a search', () => {
  it('finds any culprit in a row of commits within the logarithm of their number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.nat(), (count, place) => {
        const history = commitsInARow(count)
        const culprit = `c${place % count}`
        const { end, tried } = search({ history, culprit, broken: new Set() })
        expect(end).toEqual({ kind: 'found', commit: culprit })
        expect(tried.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count)))
      }),
    )
  })

  it('finds any culprit in any history, merges or not, when all commits can be tried', () => {
    fc.assert(
      fc.property(anyCase, (each) => {
        const { end, tried } = search({ ...each, broken: new Set() })
        expect(end).toEqual({ kind: 'found', commit: each.culprit })
        expect(tried.length).toBeLessThan(each.history.length)
      }),
    )
  })

  it('never loses the culprit, whichever commits are broken, and names broken ones beside it only', () => {
    fc.assert(
      fc.property(anyCase, (each) => {
        const { end } = search(each)
        const names = named(end)
        expect(names).toContain(each.culprit)
        // The last is known to have changed; all others could not be tried.
        for (const name of names.slice(0, -1)) expect(each.broken).toContain(name)
      }),
    )
  })

  it('tries what rules out most, counted commit by commit', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const next = nextStep(history, new Map())
        if (next.kind !== 'try') return
        const values = history.map(({ id }) => {
          const reached = ancestorsOf(history, id).size
          return Math.min(reached, history.length - reached)
        })
        const { ifChanged } = next
        expect(ifChanged).toBe(ancestorsOf(history, next.commit).size)
        expect(Math.min(ifChanged, history.length - ifChanged)).toBe(Math.max(...values))
      }),
    )
  })

  it('goes away from a skipped commit instead of trying its neighbours one by one', () => {
    const history = commitsInARow(100)
    const broken = new Set(Array.from({ length: 20 }, (_, index) => `c${40 + index}`))
    const { end, tried } = search({ history, culprit: 'c90', broken })
    expect(end).toEqual({ kind: 'found', commit: 'c90' })
    expect(tried.filter((id) => broken.has(id)).length).toBeLessThan(5)
  })

  it('says which commits cannot be told apart, in their order, the one known to have changed last', () => {
    const history = commitsInARow(5)
    const { end } = search({ history, culprit: 'c2', broken: new Set(['c1', 'c2']) })
    expect(end).toEqual({ kind: 'ambiguous', commits: ['c1', 'c2', 'c3'] })
  })
})

describe('candidates', () => {
  it('of a merge lose only the side that is the same', () => {
    const history = [
      { id: 'a', parents: ['base'] },
      { id: 'left', parents: ['a'] },
      { id: 'right', parents: ['a'] },
      { id: 'merge', parents: ['left', 'right'] },
    ]
    const left = candidatesOf(history, new Map([['left', 'same']]))
    expect(left.map(({ id }) => id)).toEqual(['right', 'merge'])
    expect([...weighCommits(history).values()]).toEqual([1, 2, 2, 4])
  })

  it('are weighed as if every commit were walked from', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        for (const [id, weight] of weighCommits(history))
          expect(weight).toBe(ancestorsOf(history, id).size)
      }),
    )
  })
})

it('steps left are told as git bisect tells them', () => {
  const told = [1, 2, 3, 4, 6, 15, 16, 21, 22, 100].map((all) => `${all}: ${estimateSteps(all)}`)
  expect(told.join(', ')).toMatchInlineSnapshot(
    `"1: 0, 2: 0, 3: 1, 4: 1, 6: 2, 15: 3, 16: 3, 21: 3, 22: 4, 100: 6"`,
  )
})
