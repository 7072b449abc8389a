import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commitRangeRepository } from '../refs/fixtures/commit-range-repository.ts'
import { createTemporaryRepository } from '../refs/fixtures/temporary-repository.ts'
import type { TemporaryRepository } from '../refs/fixtures/temporary-repository.ts'
import { openRepository } from '../refs/git.ts'
import type { Repository } from '../refs/ref.ts'
import { resolveChain } from './resolve-chain.ts'
import type { ChainOptions } from './resolve-chain.ts'

const CONFIG = { chains: { past: ['.:master', '.:+lock'], whole: ['base..main', '.'] } }

let temporary: TemporaryRepository
let repository: Repository
beforeAll(async () => {
  temporary = createTemporaryRepository()
  commitRangeRepository(temporary)
  repository = await openRepository({ directory: temporary.root, environment: process.env })
})
afterAll(() => temporary.remove())

const resolve = (typed: readonly string[], options: ChainOptions = {}, config = CONFIG) =>
  resolveChain(repository, config, typed, options)
const short = (ref: string) => temporary.git('rev-parse', '--short', ref)

describe('a chain', () => {
  it('is what was typed, or a chain of the config by its name', async () => {
    expect(await resolve(['a', 'x=b:wal'])).toEqual({ refs: ['a', 'x=b:wal'], ranges: undefined })
    expect((await resolve([], { chain: 'past' })).refs).toEqual(['.:master', '.:+lock'])
    const only = { chains: { past: CONFIG.chains.past } } as typeof CONFIG
    expect((await resolve([], {}, only)).refs).toEqual(['.:master', '.:+lock'])
  })

  it('has the commits of a range, its ends called as they were typed, and goes on behind it', async () => {
    const { refs, ranges } = await resolve([], { chain: 'whole' })
    const between = ['main~3', 'main~2', 'main~1'].map(short).map((id) => `${id}=${id}`)
    expect(refs).toEqual([`base=${short('base')}`, ...between, `main=${short('main')}`, '.'])
    expect(ranges).toEqual([{ range: 'base..main', merges: 'one-step' }])
  })

  it('gives every commit of a range its variant, and has the commit where two ranges meet once', async () => {
    const { refs } = await resolve(['main~2..main~1:wal', 'main~1..main:wal'])
    expect(refs).toEqual([
      `main-2=${short('main~2')}:wal`,
      `main-1=${short('main~1')}:wal`,
      `main=${short('main')}:wal`,
    ])
  })

  it('goes into merges when asked, and notes which stayed closed', async () => {
    const { refs, ranges } = await resolve(['base..main'], { intoMerges: true })
    expect(refs).toHaveLength(6)
    expect(ranges).toEqual([{ range: 'base..main', merges: 'entered', closed: [short('main')] }])
  })

  it('is refused with what to do instead', async () => {
    await expect(resolve([])).rejects.toThrow(
      /--chain with one of the config's chains \(past, whole\)/,
    )
    await expect(resolve(['a', 'b'], { chain: 'past' })).rejects.toThrow('either --chain past or')
    await expect(resolve(['a', 'b'], { intoMerges: true })).rejects.toThrow('beside a range')
    await expect(resolve(['base..main'], { maxSteps: 2 })).rejects.toThrow(
      `such as: heartbench attribute base=${short('base')} ${short('main~2')}=${short('main~2')} main=${short('main')}; or allow more with --max-steps 4`,
    )
  })
})
