// The id of this installation: a UUID in a file of the data directory, made at the first start.
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function deviceIdIn(directory: string): string {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'device_id')
  return readIfThere(file) ?? makeId(file)
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function makeId(file: string): string {
  const id = randomUUID()
  try {
    writeFileSync(file, id, { flag: 'wx' })
    return id
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // Another server started at the same time: the first one's id is everybody's.
    return readFileSync(file, 'utf8').trim()
  }
}
