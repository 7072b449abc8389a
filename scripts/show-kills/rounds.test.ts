import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { killInRounds } from './rounds.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'heartbench-kills-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('killing the server while it answers heartbeats', () => {
  it('loses nothing that was acknowledged, and leaves the database intact', async () => {
    const result = await killInRounds({ folder, rounds: 3, profile: 'default' })
    expect(result).toMatchObject({ rounds: 3, lost: [], integrity: ['ok'] })
    expect(result.answers).toBeGreaterThan(0)
    expect(result.events).toBeLessThan(result.answers)
  })

  it('is found out where answers come before the commit', async () => {
    const result = await killInRounds({ folder, rounds: 2, profile: 'branch' })
    expect(result.integrity).toEqual(['ok'])
    expect(result.lost.length).toBeGreaterThan(0)
    expect(result.lost[0]).toMatch(/^event \d+: watcher-\d .* was acknowledged, found /)
  })
})
