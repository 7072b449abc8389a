import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PROFILES } from '../tuning.ts'
import { explainStatements } from './explain-statements.ts'
import { makeOldFile } from './old-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-explain-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function fileOf(version: number): string {
  const file = join(folder, `${version}.db`)
  makeOldFile(file, version, 50)
  return file
}

const planOf = (file: string, profile: keyof typeof PROFILES, name: string) =>
  explainStatements(file, PROFILES[profile]).find((each) => each.name === name)?.plan

describe('explaining the statements', () => {
  it('shows that old servers sort whole buckets, and that the composite index has the order', () => {
    const name = 'events of a range'
    const old = planOf(fileOf(4), 'midpoint', name)
    expect(old).toContain('USE TEMP B-TREE FOR ORDER BY')
    expect(old).toContain('SEARCH events USING INDEX events_bucketrow_index (bucketrow=?)')
    expect(planOf(fileOf(5), 'branch', name)).toEqual([
      expect.stringMatching(/^SEARCH events USING INDEX events_bucketrow_starttime_endtime_index/),
    ])
  })

  it('follows the switches: what only newer servers ask is told of those alone', () => {
    const file = fileOf(5)
    const namesOf = (profile: keyof typeof PROFILES) =>
      explainStatements(file, PROFILES[profile]).map(({ name }) => name)
    expect(namesOf('followup')).toEqual([
      'all buckets',
      'time range of each bucket',
      'events of a range',
      'event count',
      'export of a bucket',
      'one event',
      'new heartbeat event',
      'longer heartbeat event',
    ])
    expect(namesOf('default')).toEqual([
      ...namesOf('followup'),
      'newest start of a bucket',
      'events to keep',
      'changed event to keep',
    ])
    const sqlOf = (profile: keyof typeof PROFILES) =>
      explainStatements(file, PROFILES[profile]).find(({ name }) => name === 'events of a range')
    expect(sqlOf('default')?.sql).toContain('AND starttime >= ?')
    expect(sqlOf('followup')?.sql).not.toContain('AND starttime >= ?')
  })

  it('changes no byte, and refuses a file that these switches would migrate first', () => {
    const file = fileOf(4)
    const before = readFileSync(file)
    explainStatements(file, PROFILES.master)
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(() => explainStatements(file, PROFILES.branch)).toThrow(
      'has schema version 4, these flags make it 5',
    )
  })

  it('tells the plans of an empty database, too', () => {
    const file = join(folder, 'empty.db')
    makeOldFile(file, 5)
    expect(explainStatements(file, PROFILES.default).length).toBeGreaterThanOrEqual(8)
  })
})
