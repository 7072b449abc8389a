import { appendFile, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UsageError } from '../core/errors.ts'
import { buildCpuProfile } from '../report/testing-cpu-profile.ts'
import { SCHEMA_VERSION } from './schema.ts'
import type { SessionEnd, SessionHeader, UnitResult } from './schema.ts'
import {
  appendCpuProfile,
  appendEnd,
  appendUnit,
  createSessionFile,
  parseSession,
  readSession,
} from './store.ts'

const HEADER: SessionHeader = {
  kind: 'session',
  schemaVersion: SCHEMA_VERSION,
  tool: { name: 'heartbench', version: '0.1.0' },
  id: 'a1',
  startedAt: '2026-06-12T08:00:00.000Z',
  command: 'heartbench compare',
  seed: 'x',
  unitsPlanned: 2,
  machine: {
    cpuModel: 'CPU',
    cpus: 2,
    memoryBytes: 1,
    system: 'linux',
    architecture: 'x64',
    node: 'v24',
  },
  targets: [
    { label: 'master', role: 'baseline', input: 'master', commit: 'c', subject: 's', dirty: false },
  ],
  scenarios: [],
  plan: [],
  answers: [],
  notes: [{ code: 'not-pinned' }],
}

const END: SessionEnd = { kind: 'end', finishedAt: 'now', state: 'finished', notes: [] }

function unit(index: number): UnitResult {
  return {
    kind: 'unit',
    index,
    startedAt: 'now',
    durationMs: 1.5,
    state: 'complete',
    lifecycle: [{ target: 'master', readyMs: 200 }],
    slices: [],
    notes: [{ code: 'unit-void', unit: index, detail: 'ü 漢字', more: 1 }],
  }
}

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heartbench-store-'))
  path = join(folder, 'deep', 'session.ndjson')
})
afterEach(() => rm(folder, { recursive: true }))

async function error(): Promise<string> {
  const thrown = await readSession(path).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(thrown).toBeInstanceOf(UsageError)
  return (thrown as UsageError).message.replaceAll(path, 'FILE')
}

async function lines(...values: readonly unknown[]): Promise<void> {
  await createSessionFile(path, HEADER, { replace: true })
  await writeFile(path, values.map((value) => `${JSON.stringify(value)}\n`).join(''))
}

describe('writing', () => {
  it('reads back what was written', async () => {
    await createSessionFile(path, HEADER)
    await appendUnit(path, unit(0))
    await appendUnit(path, unit(1))
    await appendEnd(path, END)
    expect(await readSession(path)).toEqual({ header: HEADER, units: [unit(0), unit(1)], end: END })
  })

  it('never overwrites a file unless told to', async () => {
    await createSessionFile(path, HEADER)
    await appendUnit(path, unit(0))
    await expect(createSessionFile(path, HEADER)).rejects.toThrow(/Expected no file .* found one/)
    expect((await readSession(path)).units).toHaveLength(1)
    await createSessionFile(path, { ...HEADER, id: 'b2' }, { replace: true })
    expect(await readSession(path)).toEqual({ header: { ...HEADER, id: 'b2' }, units: [] })
    expect(await readdir(join(folder, 'deep'))).toEqual(['session.ndjson'])
  })

  it('refuses a unit that the schema does not know, and leaves the file as it was', async () => {
    await createSessionFile(path, HEADER)
    const wrong = { ...unit(0), speed: 1 } as UnitResult
    await expect(appendUnit(path, wrong)).rejects.toThrow('speed')
    expect((await readSession(path)).units).toEqual([])
  })

  it('continues an interrupted session after its part line', async () => {
    await createSessionFile(path, HEADER)
    await appendUnit(path, unit(0))
    await appendEnd(path, { ...END, state: 'interrupted' })
    const text = await readFile(path)
    await appendUnit(path, { ...unit(1), startedAt: 'x'.repeat(200_000) })
    await truncate(path, text.length + 150_000)
    await appendUnit(path, unit(1))
    expect(await readSession(path)).toEqual({ header: HEADER, units: [unit(0), unit(1)] })
  })

  it('measures the part again that an interruption left, and goes on where time was short', async () => {
    const part = {
      ...unit(1),
      state: 'void' as const,
      notes: [{ code: 'unit-interrupted', unit: 1 }],
    }
    const spent = { ...END, notes: [{ code: 'budget-spent', budgetMs: 1 }] }
    await lines(HEADER, unit(0), part, { ...END, state: 'interrupted' })
    expect((await readSession(path)).units).toEqual([unit(0), part])
    await appendUnit(path, unit(1))
    await appendEnd(path, spent)
    await appendUnit(path, unit(2))
    expect(await readSession(path)).toEqual({ header: HEADER, units: [0, 1, 2].map(unit) })
  })

  it('appends to a session only', async () => {
    await createSessionFile(path, HEADER)
    await writeFile(path, '{"kind":')
    await expect(appendUnit(path, unit(0))).rejects.toThrow('found no whole line')
  })
})

describe('reading', () => {
  it('tolerates a part line at the end and notes it', async () => {
    await createSessionFile(path, HEADER)
    await appendUnit(path, unit(0))
    await appendFile(path, '{"kind":"unit","ind')
    const session = await readSession(path)
    expect(session.units).toEqual([unit(0)])
    expect(session.header.notes).toEqual([...HEADER.notes, { code: 'partial-line', file: path }])
    expect(session.end).toBeUndefined()
  })

  it('names file, line, expected and got', async () => {
    await lines(HEADER, unit(0), { ...unit(1), durationMs: '12' })
    expect(await error()).toBe('FILE:3: Expected number at durationMs, got "12".')
    await lines(HEADER, { ...unit(0), lifecycle: [{ target: 'master' }] })
    expect(await error()).toBe('FILE:2: Expected number at lifecycle.0.readyMs, got nothing.')
    await lines(HEADER, { kind: 'slice' })
    expect(await error()).toMatch(/^FILE:2: .* at kind, got "slice"\.$/)
    await writeFile(path, `${JSON.stringify(HEADER)}\nnonsense\n`)
    expect(await error()).toBe('FILE:2: Expected a line of JSON, got "nonsense".')
  })

  it('reads CPU profiles between units and end, of each scenario the last', async () => {
    const profile = buildCpuProfile()
    await createSessionFile(path, HEADER)
    await appendUnit(path, unit(0))
    await appendCpuProfile(path, { ...profile, takenAt: 'earlier' })
    await appendCpuProfile(path, profile)
    await appendEnd(path, END)
    const session = { header: HEADER, units: [unit(0)], cpuProfiles: [profile], end: END }
    expect(await readSession(path)).toEqual(session)
  })

  it('refuses keys it does not know outside of notes', async () => {
    await lines(HEADER, { ...unit(0), respnseUs: 1 })
    expect(await error()).toMatch(/^FILE:2: Unrecognized key: "respnseUs" at the line/)
  })

  it('refuses a newer schema before anything else', async () => {
    await lines({ ...HEADER, schemaVersion: 9, targets: 'moved' })
    expect(await error()).toBe(
      'FILE:1: Expected schema version 6 or older, got 9: a newer heartbench wrote this file. Update heartbench to read it.',
    )
  })

  it('refuses what is out of order', async () => {
    await lines(HEADER, unit(1), unit(1))
    expect(await error()).toBe('FILE:3: Expected a unit after unit 1, got unit 1.')
    await lines(HEADER, END, unit(0))
    expect(await error()).toBe(
      'FILE:3: Expected nothing after the end of a finished session, got a line.',
    )
    await lines(unit(0), HEADER)
    expect(await error()).toMatch(/^FILE:1: .* at kind, got "unit"\.$/)
  })

  it('says what is missing', async () => {
    expect(await error()).toBe('Expected a session file at FILE, found nothing.')
    expect(() => parseSession('', 'x')).toThrow('x:1: Expected a header line, found an empty file.')
    expect(() => parseSession('{', 'x')).toThrow('found part of a line')
  })
})
