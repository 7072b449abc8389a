import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageOf } from './progress.ts'
import { appendToRecord, createRecord, readRecord } from './record-file.ts'
import { countTrials } from './record.ts'
import type { Asked, Checked, Ends, Tried } from './record.ts'
import { commitsInARow } from './testing-simulation.ts'
import { tryAgain } from './try-again.ts'

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

  it('keeps of a commit that was tried again the last answer, and counts every trial', async () => {
    await createRecord(path, ASKED)
    const [busy, again] = [tried('c1', 'skip', 0.02), tried('c1', 'same', 0.01)]
    for (const line of [ENDS, busy, again]) await appendToRecord(path, line)
    const read = await readRecord(path)
    expect(read).toMatchObject({ tried: [again], setAside: [busy] })
    expect(countTrials(read)).toBe(2)
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

describe('a bisection that goes on', () => {
  const skipped = (commit: string, reason: NonNullable<Tried['reason']>): Tried => ({
    ...tried(commit, 'skip', 0.01),
    reason,
  })

  it('tries again what was skipped for nothing that the commit did, with what is unspent', () => {
    const lines = [skipped('c0', 'broken'), skipped('c1', 'busy'), skipped('c2', 'install')]
    const record = { asked: ASKED, ends: ENDS, tried: lines }
    expect(stageOf(record, HISTORY)).toMatchObject({ next: { kind: 'ambiguous' } })
    const again = tryAgain(record, HISTORY)
    expect(again.tried).toEqual([lines[0]])
    expect(countTrials(again)).toBe(3)
    const stage = stageOf(again, HISTORY)
    expect(stage).toMatchObject({ kind: 'step', next: { commit: 'c1' } })
    const fresh = stageOf({ asked: ASKED, ends: ENDS, tried: [lines[0]!] }, HISTORY)
    const riskOf = (each: typeof stage) => (each.kind === 'step' ? each.risk : Number.NaN)
    // 0.06 in all, of which the ends have spent 0.02 and every trial 0.01.
    expect(riskOf(stage) / riskOf(fresh)).toBeCloseTo(0.01 / 0.03, 9)
  })

  it('that has found its commit only checks that again, if that was prevented', () => {
    const lines = [tried('c1', 'same', 0.02), tried('c2', 'changed', 0.02)]
    const checked: Checked = {
      kind: 'checked',
      before: 'c1',
      after: 'c2',
      verdict: 'same',
      units: 6,
      durationMs: 1,
    }
    const record = { asked: ASKED, ends: ENDS, tried: lines, checked }
    expect(tryAgain(record, HISTORY)).toEqual(record)
    const prevented = {
      ...record,
      checked: { ...checked, verdict: 'invalid', reason: 'busy' } as const,
    }
    expect(tryAgain(prevented, HISTORY)).toEqual({ asked: ASKED, ends: ENDS, tried: lines })
  })
})
