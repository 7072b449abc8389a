// The file of a calibration: settings first, then one line per measured session. Finished lines are finished work.
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { UsageError } from '../../harness/core/errors.ts'
import { compactSchema } from './compact.ts'
import type { CompactSession } from './compact.ts'

const settingsSchema = z.strictObject({
  kind: z.literal('calibration'),
  ref: z.string(),
  fault: z.string(),
  snapshot: z.string(),
})

export type Settings = Readonly<z.infer<typeof settingsSchema>>

export interface Results {
  readonly settings: Settings
  readonly sessions: readonly CompactSession[]
}

export const fileIn = (folder: string) => join(folder, 'calibration.jsonl')

/** Undefined where nothing was begun. */
export async function readResults(folder: string): Promise<Results | undefined> {
  const path = fileIn(folder)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  if (text === undefined) return undefined
  const lines = text.split('\n').slice(0, -1)
  if (lines.length === 0) throw new UsageError(`Expected settings in ${path}, found no whole line.`)
  const [settings, ...sessions] = lines.map((line): unknown => JSON.parse(line))
  const results = {
    settings: settingsSchema.parse(settings),
    sessions: sessions.map((session) => compactSchema.parse(session)),
  }
  checkAlike(results.sessions, path)
  return results
}

/** Begins the file, or goes on with one of the same settings. */
export async function openResults(folder: string, settings: Settings): Promise<Results> {
  const found = await readResults(folder)
  if (found === undefined) {
    await mkdir(folder, { recursive: true })
    await appendFile(fileIn(folder), `${JSON.stringify(settings)}\n`)
    return { settings, sessions: [] }
  }
  const [had, wanted] = [JSON.stringify(found.settings), JSON.stringify(settings)]
  if (had !== wanted)
    throw new UsageError(
      `Expected the settings that ${folder} was begun with, ${had}; got ${wanted}. Choose another --out.`,
    )
  return found
}

/** What a crash left of a line makes way. */
export async function appendSession(folder: string, session: CompactSession): Promise<void> {
  const path = fileIn(folder)
  const text = await readFile(path)
  await truncate(path, text.lastIndexOf('\n') + 1)
  await appendFile(path, `${JSON.stringify(compactSchema.parse(session))}\n`)
}

/** Units of different builds, machines or pinning are not draws from the same urn. */
function checkAlike(sessions: readonly CompactSession[], path: string): void {
  const settings = sessions.map(({ header }) =>
    JSON.stringify([header.targets[0]!.commit, header.machine, header.pinning]),
  )
  const other = settings.find((each) => each !== settings[0])
  if (other !== undefined)
    throw new UsageError(
      `Expected one commit, machine and pinning in ${path}, got ${settings[0]} and ${other}. Start anew with another --out.`,
    )
}
