import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitRangeRepository } from './fixtures/commit-range-repository.ts'
import { listRange } from './commit-range.ts'
import { parseRange } from './parse-range.ts'
import { openRepository } from './git.ts'
import { createTemporaryRepository } from './fixtures/temporary-repository.ts'
import type { TemporaryRepository } from './fixtures/temporary-repository.ts'

describe('a range', () => {
  it('is told from a ref, with its variant, and ends at HEAD unless it says where', () => {
    expect(parseRange('main')).toBeUndefined()
    expect(parseRange('.')).toBeUndefined()
    expect(parseRange('v1.2..v1.3')).toEqual({ input: 'v1.2..v1.3', base: 'v1.2', head: 'v1.3' })
    expect(parseRange('main..')).toMatchObject({ base: 'main', head: 'HEAD' })
    expect(parseRange('main..HEAD:wal')).toMatchObject({ head: 'HEAD', variant: 'wal' })
    for (const unclear of ['a...b', '..b', 'x=a..b', 'a..b..c', '-x..y', 'a..b:'])
      expect(() => parseRange(unclear)).toThrow('with two dots, one base and no label')
  })
})

describe('the commits of a range', () => {
  let temporary: TemporaryRepository
  beforeEach(() => {
    temporary = createTemporaryRepository()
  })
  afterEach(() => temporary.remove())

  async function list(input: string, intoMerges = false) {
    const repository = await openRepository({ directory: temporary.root, environment: process.env })
    const { commits, closed } = await listRange(repository, parseRange(input)!, intoMerges)
    const name = (id: string) => temporary.git('log', '-1', '--format=%s', id)
    return { subjects: commits.map(({ commit }) => name(commit)), closed: closed.map(name) }
  }

  it('are those along first parents, a merge being one step', async () => {
    commitRangeRepository(temporary)
    expect(await list('base..main')).toEqual({
      subjects: ['base', 'one', 'Merge straight', 'two', 'Merge old'],
      closed: [],
    })
  })

  it('are those of merges, too, where they continue the line; other merges are named', async () => {
    commitRangeRepository(temporary)
    expect(await list('base..main', true)).toEqual({
      subjects: ['base', 'one', 'straight 1', 'straight 2', 'two', 'Merge old'],
      closed: ['Merge old'],
    })
  })

  it('are none of a range that is empty, reversed, or begins on another line, which is said', async () => {
    commitRangeRepository(temporary)
    await expect(list('main..main')).rejects.toThrow('both ends are the same commit')
    await expect(list('main..base')).rejects.toThrow('Name the older one first')
    await expect(list('old..main')).rejects.toThrow(
      /^Expected old on the line of first parents of main.*continues another one\. Name \w{10}\.\.main/,
    )
    await expect(list('nowhere..main')).rejects.toThrow('got "nowhere"')
  })
})
