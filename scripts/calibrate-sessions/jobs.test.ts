import { mkdtempSync, rmSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { jobsOf } from './jobs.ts'
import { appendSession, fileIn, openResults, readResults } from './results-file.ts'
import { fabricatePart } from './testing-sessions.ts'

const OPTIONS = { ref: 'HEAD', fault: 'cpu=10%', snapshot: 'small' }

describe('jobs', () => {
  const countsFor = (minutes: number) => {
    const jobs = jobsOf({ ...OPTIONS, minutes })
    const groups = [...Map.groupBy(jobs, ({ part }) => part)]
    return Object.fromEntries(groups.map(([part, of]) => [part, of.length]))
  }

  it('are as many as promised in 90 minutes, and fewer in less', () => {
    const whole = { 'aa-long': 1, 'fault-long': 1, 'aa-sessions': 20, 'fault-sessions': 10 }
    expect(countsFor(90)).toEqual(whole)
    expect(countsFor(9)).toMatchObject({ 'aa-sessions': 2, 'fault-sessions': 1 })
    expect(countsFor(0.1)).toMatchObject({ 'aa-sessions': 1, 'fault-sessions': 1 })
  })

  it('measure three processes of one ref, one of them with the fault where the part says so', () => {
    const [aa, fault, quick] = jobsOf({ ...OPTIONS, minutes: 90 })
    expect(aa!.arguments.join(' ')).toBe(
      'base=HEAD again=HEAD third=HEAD --units 27 --seed aa-long 1',
    )
    expect(fault!.arguments.join(' ')).toContain('slow=HEAD --fault slow:cpu=10% --units 27')
    expect(quick!.arguments.join(' ')).toContain('--profile quick')
  })
})

describe('the results file', () => {
  let folder: string
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'heartbench-calibration-')), 'deep')
  })
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

  const settings = { kind: 'calibration', ...OPTIONS } as const
  const session = fabricatePart('aa-sessions')

  it('goes on with what it holds', async () => {
    expect(await readResults(folder)).toBeUndefined()
    expect((await openResults(folder, settings)).sessions).toEqual([])
    await appendSession(folder, session)
    expect((await openResults(folder, settings)).sessions).toEqual([session])
    expect(await readResults(folder)).toEqual({ settings, sessions: [session] })
  })

  it('reads what an older version kept', async () => {
    await openResults(folder, settings)
    const old = { ...session, header: { ...session.header, schemaVersion: 2 } }
    await appendFile(fileIn(folder), `${JSON.stringify(old)}\n`)
    expect((await readResults(folder))?.sessions).toEqual([session])
  })

  it('leaves out a line that a crash cut off', async () => {
    await openResults(folder, settings)
    await appendSession(folder, session)
    await appendFile(fileIn(folder), '{"part":"aa')
    expect((await readResults(folder))?.sessions).toHaveLength(1)
    await appendSession(folder, session)
    expect((await readResults(folder))?.sessions).toHaveLength(2)
  })

  it('refuses other settings and other builds', async () => {
    await openResults(folder, settings)
    await appendSession(folder, session)
    await expect(openResults(folder, { ...settings, fault: 'cpu=20%' })).rejects.toThrow(
      'Choose another --out',
    )
    const [baseline, ...others] = session.header.targets
    const targets = [{ ...baseline!, commit: 'b'.repeat(40) }, ...others]
    await appendSession(folder, { ...session, header: { ...session.header, targets } })
    await expect(readResults(folder)).rejects.toThrow('one commit, machine and pinning')
  })
})
