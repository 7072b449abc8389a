import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageOf } from './progress.ts'
import { appendToRecord, createRecord, readRecord } from './record-file.ts'
import type { Asked, Ends, Tried } from './record.ts'
import { commitsInARow } from './testing-simulation.ts'

const ASKED: Asked = {
  kind: 'bisect',
  schemaVersion: 1,
  tool: { name: 'heartbench', version: '0.1.0' },
  id: '20261128T200000-a1b2c3',
  startedAt: '2026-11-28T20:00:00.000Z',
  range: 'v1..main',
  base: 'b'.repeat(40),
  head: 'c3',
  firstParent: false,
  subject: { scenario: 'items', load: 'requests', metric: 'p50', find: 'slower' },
  errorLevel: 0.06,
  measuring: { profile: 'pr' },
}
const ENDS: Ends = { kind: 'ends', verdict: 'slower', risk: 0.02, units: 6, durationMs: 1000 }
const HISTORY = commitsInARow(4)

const tried = (commit: string, answer: Tried['answer'], risk: number): Tried => ({
  kind: 'tried',
  commit,
  answer,
  risk,
  units: 6,
  durationMs: 1000,
})

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-bisect-'))
  path = join(folder, 'x.bisect.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a record', () => {
  it('is read back as it was written, line by line', async () => {
    await createRecord(path, ASKED)
    await appendToRecord(path, ENDS)
    await appendToRecord(path, tried('c1', 'same', 0.02))
    expect(await readRecord(path)).toEqual({
      asked: ASKED,
      ends: ENDS,
      tried: [tried('c1', 'same', 0.02)],
    })
  })

  it('that was cut off in the middle of a line loses that line, and goes on over it', async () => {
    await createRecord(path, ASKED)
    appendFileSync(path, '{"kind":"ends","verd')
    expect(await readRecord(path)).toEqual({ asked: ASKED, tried: [] })
    await appendToRecord(path, ENDS)
    expect(await readRecord(path)).toEqual({ asked: ASKED, ends: ENDS, tried: [] })
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(2)
  })

  it('is refused when it is something else, with the place', async () => {
    await createRecord(path, { ...ASKED, kind: 'session' } as never)
    await expect(readRecord(path)).rejects.toThrow(/x\.bisect\.jsonl:1: Expected a line of a bisec/)
    await expect(readRecord(`${path}.no`)).rejects.toThrow(/found nothing/)
  })
})

describe('the stage of a record', () => {
  const record = { asked: ASKED, tried: [] }

  it('begins with the ends, and ends there when they do not differ as asked', () => {
    expect(stageOf(record, HISTORY)).toEqual({ kind: 'ends', risk: 0.02 })
    for (const verdict of ['same', 'faster', 'unclear'] as const)
      expect(stageOf({ ...record, ends: { ...ENDS, verdict } }, HISTORY)).toEqual({
        kind: 'nothing-to-find',
      })
  })

  it('goes on with what is unspent: a broken build costs nothing, an unclear one its share', () => {
    const first = stageOf({ ...record, ends: ENDS }, HISTORY)
    expect(first).toMatchObject({ kind: 'step', next: { commit: 'c1' } })
    expect(first).toHaveProperty('risk', expect.closeTo(0.02, 9))
    const risks = [0, 0.02].map((risk) => {
      const lines = [tried('c1', 'skip', risk)]
      const stage = stageOf({ ...record, ends: ENDS, tried: lines }, HISTORY)
      return stage.kind === 'step' ? stage.risk : undefined
    })
    expect(risks[1]).toBeCloseTo(risks[0]! / 2, 9)
  })

  it('is the name once everything else is ruled out', () => {
    const lines = [tried('c1', 'same', 0.02), tried('c2', 'changed', 0.02)]
    expect(stageOf({ ...record, ends: ENDS, tried: lines }, HISTORY)).toEqual({
      kind: 'named',
      next: { kind: 'found', commit: 'c2' },
    })
  })
})
