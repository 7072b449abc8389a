import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UNCHANGED } from '../../calibration/experiments.ts'
import { jobsOf } from '../../calibration/jobs.ts'
import { keepMeasured } from '../../calibration/measured-session.ts'
import { fabricate } from '../../calibration/testing-sessions.ts'
import { appendMeasured, openWork, readWork, workFileIn } from './work-file.ts'
import type { WorkSettings } from './work.ts'

const SETTINGS: WorkSettings = {
  kind: 'calibration',
  version: 2,
  input: 'HEAD',
  profile: 'pr',
  scenarios: ['buckets-list'],
  config: 'c0nf1g',
  digests: { 'buckets-list': 'd1g3st' },
}
const [job] = jobsOf({
  profile: 'pr',
  experiments: [UNCHANGED],
  totalMs: 60_000,
  sessions: 0,
  longUnits: { fewest: 2, most: 4 },
})
const session = keepMeasured(job!, fabricate({ units: 2 }))

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'heartbench-work-')), 'deep')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

describe('the file of a calibration', () => {
  it('goes on with what it holds, without the line that a crash cut off', async () => {
    expect(await readWork(folder)).toBeUndefined()
    await openWork(folder, SETTINGS)
    await appendMeasured(folder, session)
    appendFileSync(workFileIn(folder), '{"experiment":{"id":"cp')
    expect(await openWork(folder, SETTINGS)).toEqual({ settings: SETTINGS, sessions: [session] })
    await appendMeasured(folder, session)
    expect((await readWork(folder))?.sessions).toEqual([session, session])
    expect(readFileSync(workFileIn(folder), 'utf8').split('\n')).toHaveLength(4)
  })

  it('refuses other settings, and says which', async () => {
    await openWork(folder, SETTINGS)
    await expect(openWork(folder, { ...SETTINGS, profile: 'quick' })).rejects.toThrow(
      'profile "pr", now "quick". Choose another --out.',
    )
  })

  it('refuses sessions of other commits', async () => {
    await openWork(folder, SETTINGS)
    await appendMeasured(folder, session)
    const [baseline, ...others] = session.header.targets
    const targets = [{ ...baseline!, commit: 'b'.repeat(40) }, ...others]
    await appendMeasured(folder, { ...session, header: { ...session.header, targets } })
    await expect(readWork(folder)).rejects.toThrow('Expected one commit in')
  })

  it('refuses lines that are no sessions', async () => {
    await openWork(folder, SETTINGS)
    appendFileSync(workFileIn(folder), '{"experiment":1}\n')
    await expect(readWork(folder)).rejects.toThrow('measured session in line 2')
    appendFileSync(workFileIn(folder), 'x\n')
    await expect(readWork(folder)).rejects.toThrow('JSON in line 3')
  })

  it('that docs/method.md publishes is read, too', async () => {
    const published = await readWork(join(import.meta.dirname, '../../../docs/calibration'))
    const kinds = published!.sessions.map(({ experiment, kind }) => `${experiment.id} ${kind}`)
    expect(kinds.slice(0, 2)).toEqual(['unchanged long', 'cpu-10 long'])
    expect(published!.settings).toMatchObject({ profile: 'pr', config: 'published' })
    const golden = await readWork(join(import.meta.dirname, '../../../docs/calibration/golden'))
    const unchanged = golden!.sessions.filter(({ experiment }) => experiment.id === 'unchanged')
    expect(unchanged.map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'long 1',
      ...[1, 2, 3, 4, 5].map((number) => `session ${number}`),
    ])
  })
})
