import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testingCalibration } from '../../calibration/testing-calibration.ts'
import type { Context } from '../context.ts'
import { keepResult } from './keep-result.ts'
import type { Identity } from './identity.ts'
import { readCalibration } from './store.ts'

const good = testingCalibration()
const short = testingCalibration({
  units: { complete: 4, voided: 0 },
  madeAt: '2026-11-29T00:00:00Z',
})
const IDENTITY: Identity = {
  config: good.config,
  scenarios: good.scenarios,
  here: {
    machine: good.machine,
    pinning: good.pinning,
    toolVersion: good.tool.version,
    nowMs: Date.parse(short.madeAt),
  },
}

let out: string
let context: Context
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'heartbench-keep-'))
  const nowhere = { write: () => undefined }
  const environment = { HEARTBENCH_CACHE: out }
  context = { directory: out, environment, stdout: nowhere, stderr: nowhere }
})
afterEach(() => rmSync(out, { recursive: true }))

const keep = (calibration: typeof good, replace: boolean) =>
  keepResult(context, { identity: IDENTITY, out }, calibration, replace)

it('a short try leaves the calibration that is kept, and its tables beside its sessions', async () => {
  expect(await keep(good, false)).not.toHaveProperty('stays')
  const tried = await keep(short, false)
  expect(tried.stays).toBe('it rests on 27 units, the new one on 4')
  expect(await readCalibration(out, IDENTITY)).toEqual({ state: 'found', calibration: good })
  expect(JSON.parse(readFileSync(join(out, 'calibration.json'), 'utf8'))).toEqual(short)
})

it('it takes its place when that is asked for, or when nothing else is kept', async () => {
  expect((await keep(good, false)).cached).toBe((await keep(short, true)).cached)
  expect(await readCalibration(out, IDENTITY)).toEqual({ state: 'found', calibration: short })
  expect(await keep(good, false)).not.toHaveProperty('stays')
})
