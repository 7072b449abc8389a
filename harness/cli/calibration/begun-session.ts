// The file of a session of a calibration that was begun before: it is gone on with, unless it failed. That one makes way,
// since nothing may follow its end.
import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job } from '../../calibration/jobs.ts'
import { describeNote } from '../../core/notes.ts'
import type { Note } from '../../core/notes.ts'
import { readSession } from '../../results/read-session.ts'
import type { Session } from '../../results/schema.ts'
import { isDone } from './session-time.ts'

export interface Begun {
  readonly file: string
  readonly session: Session
}

const ENDING = '.session.jsonl'

/** `tell` hears of a session that made way, and where it is kept. */
export async function findBegun(
  folder: string,
  job: Job,
  tell: (text: string) => void,
): Promise<Begun | undefined> {
  const file = await findSession(folder)
  if (file === undefined) return undefined
  const session = await readSession(file)
  if (session.end?.state !== 'failed' || isDone(session, job)) return { file, session }
  const aside = `${file}.failed`
  await rename(file, aside)
  const why = session.end.notes.map((note) => describeNote(note as Note)).join(' ')
  tell(`It failed when it was measured before. ${why} What there is of it was kept as ${aside}.`)
  return undefined
}

export async function findSession(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return []
  })
  const name = names.find((each) => each.endsWith(ENDING))
  return name && join(folder, name)
}
