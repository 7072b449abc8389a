import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { appendEnd, appendUnit, createSessionFile } from '../../harness/results/store.ts'
import { compactSession } from './compact.ts'
import { jobsOf } from './jobs.ts'
import { measure } from './measure.ts'
import { fabricate } from '../../harness/calibration/testing-sessions.ts'

const folder = mkdtempSync(join(tmpdir(), 'heartbench-measure-'))
afterEach(() => rmSync(folder, { recursive: true }))

it('a session that was measured before the break is kept without measuring it again', async () => {
  const session = fabricate()
  const path = join(folder, 'sessions/aa-long-1/x.session.jsonl')
  await createSessionFile(path, session.header)
  for (const unit of session.units) await appendUnit(path, unit)
  await appendEnd(path, session.end!)
  const [job] = jobsOf({ minutes: 1, ref: 'HEAD', fault: 'cpu=10%', snapshot: 'tiny' })
  expect(await measure(job!, folder)).toEqual(compactSession('aa-long', 1, session))
  await expect(measure({ ...job!, fewestUnits: 13 }, folder)).rejects.toThrow('too busy')
})
