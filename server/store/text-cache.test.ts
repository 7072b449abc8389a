import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_ID } from '../events/columns.ts'
import { rowsOf } from '../events/event-row.ts'
import { temporaryFolder } from '../test-server.ts'
import { PROFILES } from '../tuning.ts'
import { openReader } from './connection.ts'
import { rangeReader } from './range.ts'
import { makeRewrites, rewriting, steadyCount } from './rewrites.ts'
import { statementsOf } from './statements.ts'
import { openStore } from './store.ts'
import { textCache } from './text-cache.ts'

const BUCKET = { id: 'b', type: 't', client: 'c', hostname: 'h', createdNs: null, data: '{}' }

describe('textCache', () => {
  it('gives a dictionary of just the texts that are used', () => {
    const cache = textCache()
    for (const [id, text] of ['a', 'b', 'a', 'c'].entries()) cache.learn(BigInt(id), text)
    const data = Uint32Array.of(2, 0, 2, 1)
    expect(cache.compact(data)).toEqual(['c', 'a', 'b'])
    expect([...data]).toEqual([0, 1, 0, 2])
    expect(cache.compact(Uint32Array.of(1))).toEqual(['b'])
  })

  it('knows ids until one is rewritten, or its limit is reached', () => {
    const cache = textCache(10)
    cache.learn(7n, 'abc')
    expect([cache.indexOf(7n), cache.indexOf(6n), cache.indexOf(1n << 40n)]).toEqual([0, -1, -1])
    cache.useAt(0)
    expect(cache.indexOf(7n)).toBe(0)
    cache.useAt(2)
    expect(cache.indexOf(7n)).toBe(-1)
    cache.learn(7n, 'abc')
    expect(cache.learn(8n, 'longer than ten')).toBeUndefined()
    expect(cache.indexOf(7n)).toBe(-1)
  })
})

describe('steadyCount', () => {
  it('tells a state that a write may have changed meanwhile', () => {
    const rewrites = makeRewrites()
    expect(steadyCount(rewrites, () => {})).toBe(0)
    expect(steadyCount(rewrites, () => rewriting(rewrites, () => {}))).toBeUndefined()
    expect(rewriting(rewrites, () => steadyCount(rewrites, () => {}))).toBeUndefined()
    expect(steadyCount(rewrites, () => {})).toBe(4)
  })
})

describe('reading with a cache', () => {
  it('gives what reading without one gives, whatever was written before', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'test.db')
    const tuning = PROFILES.default
    const store = openStore({ file, tuning, onTrouble: (_message, error) => expect(error).toBe(0) })
    store.createBucket({ ...BUCKET, lastUpdatedNs: null }, [])
    const bucket = store.bucket('b')!
    const db = openReader(file)
    const reader = rangeReader(statementsOf(db, 'cached'), '5', store.shared.longest)
    const cache = textCache(200)
    const step = fc.record({
      id: fc.option(fc.bigInt({ min: 1n, max: 20n }), { nil: NO_ID }),
      start: fc.bigInt({ min: 0n, max: 1000n }),
      text: fc.constantFrom('{"a":1}', '{"b":2}', `{"c":"${'x'.repeat(150)}"}`, '{"d":4}'),
      limit: fc.constantFrom(1n, 5n, -1n),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        for (const { id, start, text, limit } of steps) {
          store.insertEvents(bucket, [{ id, startNs: start, endNs: start + 9n, data: text }])
          const count = steadyCount(store.shared.rewrites!, () => {})
          cache.useAt(count!)
          const range = { startNs: start, limit }
          const cached = rowsOf(reader.read(bucket.row, range, cache))
          expect(cached).toEqual(rowsOf(reader.read(bucket.row, range)))
        }
      }),
      { numRuns: 30 },
    )
    db.close()
    await store.close()
    rmSync(folder, { recursive: true })
  })
})
