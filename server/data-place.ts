// Where the server keeps its files: the places of ActivityWatch, so that both find the same database.
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The default database file on Linux. */
export function defaultDatabase(
  testing: boolean,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const data = env['XDG_DATA_HOME'] ?? join(env['HOME'] ?? '.', '.local', 'share')
  const name = testing ? 'sqlite-testing.db' : 'sqlite.db'
  return join(data, 'activitywatch', 'aw-server-rust', name)
}

/** The UUID of this installation, from the file beside the database; made at the first start. */
export function deviceIdBeside(databaseFile: string): string {
  const folder = dirname(databaseFile)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'device_id')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const id = randomUUID()
  writeFileSync(file, id, { flag: 'wx' })
  return id
}
