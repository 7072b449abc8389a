import { describe, expect, it } from 'vitest'
import { columnsOf, NO_EVENTS } from '../events/event-row.ts'
import { PROFILES } from '../tuning.ts'
import { renderEvents } from '../wire/event-bytes.ts'
import type { Answer, Question } from './messages.ts'
import { startPool, type PoolOptions } from './pool.ts'

const READ = { kind: 'events', bucketId: 'b', range: {} } as const
const EXPORT = { kind: 'export', parts: [{ id: 'b', before: '<', after: '>' }] } as const
const EMPTY: Answer = { kind: 'range', columns: NO_EVENTS }

function start(answer: (question: Question) => Answer, options: Partial<PoolOptions> = {}) {
  const troubles: string[] = []
  const pool = startPool({
    source: { kind: 'ask' },
    // NO_EVENTS is shared: its buffers must not be handed over.
    tuning: { ...PROFILES.midpoint, copies: 'deep' },
    answer,
    onTrouble: (_message, error) => troubles.push(String(error)),
    size: 1,
    ...options,
  })
  return { pool, troubles }
}

function textOf(outcome: { readonly kind: string; readonly bytes?: Uint8Array }): string {
  return outcome.bytes === undefined ? outcome.kind : new TextDecoder().decode(outcome.bytes)
}

describe('the pool of worker threads', () => {
  it('answers jobs, more of them than it has threads', async () => {
    const { pool } = start(() => EMPTY)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => pool.run(READ)))
    expect(outcomes.map(textOf)).toEqual(outcomes.map(() => '[]'))
    await pool.close()
  })

  it('refuses jobs past the limit of its queue', async () => {
    const { pool } = start(() => EMPTY, { maxWaiting: 2 })
    const outcomes = await Promise.all([1, 2, 3].map(() => pool.run(READ)))
    expect(outcomes.map(textOf)).toEqual(['[]', '[]', 'refusal'])
    await pool.close()
  })

  it('tells a missing bucket and a failed read', async () => {
    const missing: Answer = { kind: 'range', columns: undefined }
    const failure: Answer = { kind: 'failure', detail: 'disk on fire' }
    const answers = [missing, failure]
    const { pool } = start(() => answers.shift()!)
    expect(await pool.run(READ)).toEqual({ kind: 'unknown-bucket' })
    expect(await pool.run(READ)).toMatchObject({ detail: expect.stringMatching(/disk on fire/) })
    await pool.close()
  })

  it('turns the death of a thread into a failure of its job, and replaces the thread', async () => {
    const texts = Array.from({ length: 2_000_000 }, (_, i) => `text ${i}`)
    const tooMuch: Answer = { kind: 'range', columns: { ...NO_EVENTS, dictionary: { texts } } }
    const answers = [tooMuch, EMPTY]
    const { pool, troubles } = start(() => answers.shift()!, { maxHeapMb: 32 })
    const outcomes = await Promise.all([pool.run(READ), pool.run(READ)])
    expect(outcomes.map(textOf)).toEqual(['failure', '[]'])
    expect(troubles).toEqual([expect.stringMatching(/memory/)])
    await pool.close()
  })

  it('replaces threads that jobs kill, however many', async () => {
    const { pool, troubles } = start(() => EMPTY, { maxHeapMb: 32 })
    // One value of a bucket is one tree.
    const data = `{"a":[${'{"a":1},'.repeat(200_000)}1]}`
    const bytes = new Uint8Array(Buffer.from(`{"buckets":{"b":{"data":${data}}}}`))
    for (let i = 0; i < 6; i++) {
      const file = { bytes: bytes.slice(), contentType: 'application/json' }
      expect((await pool.run({ kind: 'import', file })).kind).toBe('failure')
    }
    expect(troubles).toHaveLength(6)
    expect(textOf(await pool.run(READ))).toBe('[]')
    await pool.close()
  })

  it('gives up when threads die again and again', async () => {
    const shared = { longest: undefined, changes: undefined }
    const source = { kind: 'connection', file: '/nowhere/at/all.db', shared } as const
    const { pool, troubles } = start(() => EMPTY, { source })
    expect((await pool.run(READ)).kind).toBe('failure')
    expect((await pool.run(READ)).kind).toBe('refusal')
    expect(troubles).toHaveLength(5)
    await pool.close()
  })

  it('does not do jobs that nobody waits for', async () => {
    let asked = 0
    const { pool } = start(() => (asked++, EMPTY))
    const gone = new AbortController()
    const outcomes = [pool.run(READ), pool.run(READ, gone.signal), pool.run(READ)]
    gone.abort()
    expect((await Promise.all(outcomes)).map(textOf)).toEqual(['[]', 'failure', '[]'])
    expect(asked).toBe(2)
    await pool.close()
  })

  it('ends a query whose client leaves, at its next step', async () => {
    const gone = new AbortController()
    let asked = 0
    const { pool } = start(() => {
      asked++
      gone.abort()
      return EMPTY
    })
    const program = 'query_bucket("b");'.repeat(1_000)
    const periods = [{ startNs: 0n, endNs: 1n }]
    const outcome = await pool.run({ kind: 'query', program, periods }, gone.signal)
    expect(outcome).toMatchObject({ message: expect.stringMatching(/^Stopped/) })
    expect(asked).toBe(1)
    // The thread is not asked to stop any more.
    expect(textOf(await pool.run(READ))).toBe('[]')
    await pool.close()
  })

  it('ends a query whose time is over', async () => {
    let asked = 0
    const { pool } = start(() => (asked++, EMPTY), { queryLimits: { timeMs: 0, items: 10 } })
    const program = 'query_bucket("b");'.repeat(1_000)
    const periods = [{ startNs: 0n, endNs: 1n }]
    const outcome = await pool.run({ kind: 'query', program, periods })
    expect(outcome).toMatchObject({ message: expect.stringMatching(/^LimitExceeded.*0 ms/) })
    expect(asked).toBeLessThan(1_000)
    await pool.close()
  })
})

describe('an export', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => {
    const startNs = BigInt(20_000 - i)
    return { id: BigInt(i), startNs, endNs: startNs, data: `{"a":"${'ä'.repeat(i % 100)}"}` }
  })
  const many: Answer = { kind: 'range', columns: columnsOf(rows) }
  const nothingTaken = () => {}

  it('goes on as its chunks are taken', async () => {
    const { pool } = start(() => many)
    const chunks: Uint8Array[] = []
    let untaken = 0
    let mostUntaken = 0
    const outcome = await pool.run(EXPORT, undefined, (bytes, taken) => {
      chunks.push(bytes)
      mostUntaken = Math.max(mostUntaken, ++untaken)
      setImmediate(() => {
        untaken--
        taken()
      })
    })
    expect(chunks.length).toBeGreaterThan(5)
    expect(mostUntaken).toBeLessThanOrEqual(2)
    if (outcome.kind !== 'bytes') throw new Error(`got ${outcome.kind}`)
    const text = Buffer.concat([...chunks, outcome.bytes]).toString()
    expect(text).toBe(
      `{"buckets":{"b":<${new TextDecoder().decode(renderEvents(columnsOf(rows)))}>}}`,
    )
    await pool.close()
  })

  it('ends when its client is too slow', async () => {
    const { pool } = start(() => many, { patience: { chunkMs: 1, answerMs: 1_000 } })
    let chunks = 0
    const outcome = await pool.run(EXPORT, undefined, () => chunks++)
    expect(outcome).toMatchObject({ detail: expect.stringMatching(/too slowly/) })
    expect(chunks).toBe(2)
    await pool.close()
  })

  it('ends when its client was too slow all in all', async () => {
    const { pool } = start(() => many, { patience: { chunkMs: 60_000, answerMs: 1 } })
    const outcome = await pool.run(EXPORT, undefined, nothingTaken)
    expect(outcome).toMatchObject({ detail: expect.stringMatching(/too slowly/) })
    await pool.close()
  })

  it('frees its thread when its client leaves, while it waits or before', async () => {
    const { pool } = start(() => many)
    const gone = new AbortController()
    const working = pool.run(EXPORT, gone.signal, () => setImmediate(() => gone.abort()))
    const queued = pool.run(EXPORT, gone.signal, nothingTaken)
    expect(textOf(await pool.run(READ))).toMatch(/^\[\{/)
    expect(await working).toMatchObject({ detail: expect.stringMatching(/stopped/) })
    expect((await queued).kind).toBe('failure')
    expect((await pool.run(EXPORT, gone.signal, nothingTaken)).kind).toBe('failure')
    await pool.close()
  })

  it('never has the last thread, if there is more than one', async () => {
    const { pool } = start(() => many, { size: 2 })
    const gone = new AbortController()
    const exports = [1, 2, 3].map(() => pool.run(EXPORT, gone.signal, nothingTaken))
    for (let i = 0; i < 3; i++) expect(textOf(await pool.run(READ))).toMatch(/^\[\{/)
    gone.abort()
    expect((await Promise.all(exports)).map(({ kind }) => kind)).toEqual(
      exports.map(() => 'failure'),
    )
    await pool.close()
  })

  it('waits for nobody who may hold the global lock', async () => {
    const { pool } = start(() => many, { tuning: PROFILES.master })
    expect((await pool.run(EXPORT, undefined, nothingTaken)).kind).toBe('bytes')
    await pool.close()
  })

  it('makes room in the queue when its client leaves', async () => {
    const { pool } = start(() => many, { maxWaiting: 2 })
    const gone = new AbortController()
    const exports = [1, 2].map(() => pool.run(EXPORT, gone.signal, nothingTaken))
    expect((await pool.run(READ)).kind).toBe('refusal')
    gone.abort()
    expect(textOf(await pool.run(READ))).toMatch(/^\[\{/)
    await Promise.all(exports)
    await pool.close()
  })
})
