import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nextStep } from '../bisect/search.ts'
import { createTemporaryRepository } from './fixtures/temporary-repository.ts'
import type { TemporaryRepository } from './fixtures/temporary-repository.ts'
import { openRepository } from './git.ts'
import { readRange } from './read-range.ts'

let repository: TemporaryRepository
beforeEach(() => {
  repository = createTemporaryRepository()
})
afterEach(() => repository.remove())

const id = (ref: string): string => repository.git('rev-parse', ref)

async function range(base: string, head: string, firstParent = false) {
  const opened = await openRepository({ directory: repository.root, environment: process.env })
  return await readRange({ repository: opened, base: id(base), head: id(head), firstParent })
}

/** base, then A and B on main beside C, D and E on a branch that is merged, then F. */
function makeMergedHistory(): void {
  const { commit, git } = repository
  commit('base', { a: '0' })
  git('tag', 'base')
  commit('A', { a: '1' })
  git('checkout', '--quiet', '-b', 'side', 'base')
  for (const name of ['C', 'D', 'E']) commit(name, { [name]: '1' })
  git('checkout', '--quiet', 'main')
  commit('B', { a: '2' })
  git('merge', '--quiet', '--no-ff', '-m', 'M', 'side')
  commit('F', { f: '1' })
}

const subjects = (commits: readonly { readonly subject: string }[]) =>
  commits.map(({ subject }) => subject)

describe('readRange', () => {
  it('lists both sides of a merge, parents first, with author and date', async () => {
    makeMergedHistory()
    const commits = await range('base', 'main')
    expect(subjects(commits).toSorted()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'M'])
    const place = new Map(commits.map((commit, index) => [commit.id, index]))
    for (const [index, { parents }] of commits.entries())
      for (const parent of parents) expect(place.get(parent) ?? -1).toBeLessThan(index)
    expect(commits.at(-1)).toMatchObject({
      subject: 'F',
      author: 'Test <test@example.org>',
      authoredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d$|Z$/),
    })
    expect(commits.find(({ subject }) => subject === 'M')!.parents).toHaveLength(2)
  })

  it('takes merges as one step with firstParent', async () => {
    makeMergedHistory()
    const commits = await range('base', 'main', true)
    expect(subjects(commits)).toEqual(['A', 'B', 'M', 'F'])
    expect(commits[2]!.parents).toEqual([id('main~1^1')])
  })

  it('leads to the commits that git itself would try', async () => {
    makeMergedHistory()
    const next = nextStep(await range('base', 'main'), new Map())
    const listed = repository.git('rev-list', '--bisect-all', 'base..main').split('\n')
    const distanceOf = (line: string) => Number(/dist=(\d+)/.exec(line)![1])
    const best = Math.max(...listed.map(distanceOf))
    const chosen = listed.find((line) => next.kind === 'try' && line.startsWith(next.commit))
    expect(distanceOf(chosen!)).toBe(best)
  })

  it('refuses ends that do not lie one after the other, and says what to do', async () => {
    makeMergedHistory()
    repository.git('checkout', '--quiet', '--orphan', 'other')
    repository.commit('Unrelated', { z: '1' })
    await expect(range('main', 'main')).rejects.toThrow(/both are the same commit/)
    await expect(range('main', 'base')).rejects.toThrow(/head is one of base.*other way round/)
    await expect(range('side', 'main~1^1')).rejects.toThrow(/forked at .* Search from there: /)
    await expect(range('base', 'other')).rejects.toThrow(/no commit in common/)
    await expect(range('side', 'main', true)).rejects.toThrow(/it came in by a merge/)
  })
})
