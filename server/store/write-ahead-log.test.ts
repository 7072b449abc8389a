import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../test-server.ts'
import { checkpoints } from './checkpoints.ts'
import { openWriter } from './connection.ts'

it('a grown log is moved into the database by another thread', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'test.db')
  const db = openWriter({ file, schema: '5', journal: 'wal' })
  const troubles: unknown[] = []
  const { consider, close } = checkpoints(db, file, (message) => troubles.push(message))
  const left = () => {
    const [{ log, checkpointed }] = db.pragma('wal_checkpoint(NOOP)') as [Record<string, bigint>]
    return Number(log! - checkpointed!)
  }
  consider()
  await close()
  const few = left()
  db.exec('CREATE TABLE big (b BLOB)')
  db.prepare('INSERT INTO big VALUES (zeroblob(24000000))').run()
  expect(left()).toBeGreaterThan(few + 1000)
  consider()
  await close()
  expect(left()).toBe(0)
  expect(troubles).toEqual([])
  db.close()
})
