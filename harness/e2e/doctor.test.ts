import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findMarkedPids } from '../targets/marks.ts'
import { invoke } from './fixtures/invocation.ts'
import type { Invocation } from './fixtures/invocation.ts'
import { killLeftovers } from './fixtures/leftovers.ts'

let folder: string
let temporary: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  temporary = join(folder, 'tmp')
  mkdirSync(temporary)
})
afterAll(() => {
  killLeftovers(temporary)
  rmSync(folder, { recursive: true, force: true })
})

const doctor = (...options: string[]): Invocation =>
  invoke(['doctor', ...options], {
    cwd: folder,
    environment: { HEARTBENCH_CACHE: join(folder, 'cache'), TMPDIR: temporary, NO_COLOR: '1' },
  })

/** `TMPDIR` is a mark that every process inherits. */
async function expectNothingLeft(): Promise<void> {
  await expect
    .poll(() => findMarkedPids('TMPDIR', temporary), { timeout: 5000, interval: 20 })
    .toEqual([])
  expect(readdirSync(join(folder, 'cache', 'runs'))).toEqual([])
  expect(readdirSync(temporary)).toEqual([])
}

describe('heartbench doctor', () => {
  it('examines the machine, answers in JSON, and leaves nothing', async () => {
    const { code, stdout, stderr } = await doctor('--brief', '--json').ended
    expect(stderr).toContain('restart 1 of 2')
    const { state, checks, detection } = JSON.parse(stdout)
    expect(checks.length).toBeGreaterThan(10)
    expect(detection.source).toMatchObject({ kind: 'trial', units: 2 })
    expect(detection.rows[0]).toMatchObject({ scenario: 'events', metric: 'p50' })
    expect(code).toBe(state === 'bad' ? 3 : 0)
    await expectNothingLeft()
  })

  it.each(['Sending requests', 'restart 1 of'])(
    'is interrupted while it says "%s", and leaves nothing',
    async (step) => {
      const invocation = doctor('--brief')
      await invocation.says(step)
      invocation.kill('SIGINT')
      const { code, stdout, stderr } = await invocation.ended
      expect(stderr).not.toContain('bug in heartbench')
      expect([code, stdout]).toEqual([130, ''])
      await expectNothingLeft()
    },
  )
})
