import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UNCHANGED } from '../../calibration/experiments.ts'
import { jobsOf } from '../../calibration/jobs.ts'
import { fabricate } from '../../calibration/testing-sessions.ts'
import type { SessionEnd } from '../../results/schema.ts'
import { findBegun } from './begun-session.ts'

const [long] = jobsOf({
  profile: 'pr',
  experiments: [UNCHANGED],
  totalMs: 3_600_000,
  sessions: 0,
  longUnits: { fewest: 2, most: 60 },
})
const DIED = { code: 'target-died', target: 'base', unit: 3, detail: 'it ended with code 1' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-begun-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function begin(end: Partial<SessionEnd>): string {
  const session = fabricate({ units: 2 })
  const lines = [session.header, ...session.units, { ...session.end, ...end }]
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  writeFileSync(join(folder, 'one.session.jsonl'), text)
  return text
}

async function find() {
  const told: string[] = []
  const begun = await findBegun(folder, long!, (text) => void told.push(text))
  return { begun, told: told.join() }
}

describe('a session of a calibration that was begun before', () => {
  it('is gone on with when it was interrupted', async () => {
    begin({ state: 'interrupted' })
    const { begun, told } = await find()
    expect(begun?.file).toBe(join(folder, 'one.session.jsonl'))
    expect(begun?.session.units).toHaveLength(2)
    expect(told).toBe('')
  })

  it('makes way when it failed: why and where it is kept are told', async () => {
    const text = begin({ state: 'failed', notes: [DIED] })
    const { begun, told } = await find()
    expect(begun).toBeUndefined()
    expect(told).toContain('"base" failed in unit 3: it ended with code 1.')
    expect(told).toContain(join(folder, 'one.session.jsonl.failed'))
    expect(readdirSync(folder)).toEqual(['one.session.jsonl.failed'])
    expect(readFileSync(join(folder, 'one.session.jsonl.failed'), 'utf8')).toBe(text)
    expect(await find()).toEqual({ begun: undefined, told: '' })
  })
})
