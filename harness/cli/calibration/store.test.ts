import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testingCalibration } from '../../calibration/testing-calibration.ts'
import { machineDigest } from './identity.ts'
import type { Identity } from './identity.ts'
import { readCalibration, writeCalibration } from './store.ts'

const calibration = testingCalibration()
const HERE: Identity = {
  config: calibration.config,
  scenarios: calibration.scenarios,
  here: {
    machine: calibration.machine,
    pinning: calibration.pinning,
    toolVersion: calibration.tool.version,
    nowMs: Date.parse(calibration.madeAt) + 86_400_000,
  },
}
const elsewhere = (changes: Partial<Identity['here']>): Identity => ({
  ...HERE,
  here: { ...HERE.here, ...changes },
})

let cache: string
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'heartbench-calibrations-'))
})
afterEach(() => rmSync(cache, { recursive: true }))

const why = async (identity: Identity) => {
  const stored = await readCalibration(cache, identity)
  return stored.state === 'unusable' ? stored.why : stored.state
}

describe('a calibration in the cache', () => {
  it('is found again for the same machine and config, and leaves no temporary file', async () => {
    expect(await readCalibration(cache, HERE)).toEqual({ state: 'none' })
    await writeCalibration(cache, HERE, calibration)
    await writeCalibration(cache, HERE, calibration)
    expect(await readCalibration(cache, HERE)).toEqual({ state: 'found', calibration })
    expect(readdirSync(join(cache, 'calibrations'))).toEqual([
      `${HERE.config}-${machineDigest(HERE.here)}.json`,
    ])
  })

  it('is not there for another config', async () => {
    await writeCalibration(cache, HERE, calibration)
    expect(await why({ ...HERE, config: 'another' })).toBe('none')
  })

  it('of another machine is named, not used', async () => {
    await writeCalibration(cache, HERE, calibration)
    const other = elsewhere({ machine: { ...calibration.machine, cpus: 8 } })
    expect(await why(other)).toBe('it was made on another machine (CPUs 2 then, 8 now)')
    expect(await why(elsewhere({ pinning: undefined }))).toBe(
      'it was made pinned to 0 and 1, and now processes are not pinned',
    )
  })

  it('of another version, too old or damaged is not used either', async () => {
    const file = await writeCalibration(cache, HERE, calibration)
    expect(await why(elsewhere({ toolVersion: '9.9.9' }))).toBe(
      'it was made by heartbench 0.1.0, and this is 9.9.9',
    )
    const later = elsewhere({ nowMs: HERE.here.nowMs + 200 * 86_400_000 })
    expect(await why(later)).toBe('it is 201 days old, more than 180')
    writeFileSync(file, '{"kind":"calibration-result"')
    expect(await why(HERE)).toBe(`${file} is damaged or of another version`)
  })

  it('of this machine counts, whatever lies beside it', async () => {
    const other = { ...calibration, machine: { ...calibration.machine, cpus: 8 } }
    await writeCalibration(cache, elsewhere({ machine: other.machine }), other)
    await writeCalibration(cache, HERE, calibration)
    expect(await readCalibration(cache, HERE)).toEqual({ state: 'found', calibration })
  })
})
