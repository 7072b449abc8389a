// The file of a calibration that is under way: settings first, then one line per measured session. Finished lines are
// finished work; what a crash left of one makes way.
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { measuredSchema } from '../../calibration/measured-session.ts'
import type { MeasuredSession } from '../../calibration/measured-session.ts'
import { UsageError } from '../../core/errors.ts'
import { isPublished, liftPublished } from './published-file.ts'
import { checkAlike } from './same-subject.ts'
import { settingsSchema } from './work.ts'
import type { Work, WorkSettings } from './work.ts'

export const workFileIn = (folder: string) => join(folder, 'calibration.jsonl')

/** Undefined where nothing was begun. */
export async function readWork(folder: string): Promise<Work | undefined> {
  const file = workFileIn(folder)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  if (text === undefined) return undefined
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => parseLine(line, index, file))
  if (lines.length === 0) throw new UsageError(`Expected settings in ${file}, found no whole line.`)
  const work = isPublished(lines[0]) ? liftPublished(lines) : parseWork(lines, file)
  checkAlike(work.sessions, file, 'Start anew with another --out.')
  return work
}

/** Begins the file, or goes on with one of the same settings. */
export async function openWork(folder: string, settings: WorkSettings): Promise<Work> {
  const found = await readWork(folder)
  if (found === undefined) {
    await mkdir(folder, { recursive: true })
    await appendLine(workFileIn(folder), settings)
    return { settings, sessions: [] }
  }
  const differing = (Object.keys(settings) as (keyof WorkSettings)[]).filter(
    (key) => JSON.stringify(found.settings[key]) !== JSON.stringify(settings[key]),
  )
  if (differing.length === 0) return found
  const told = differing.map(
    (key) => `${key} ${JSON.stringify(found.settings[key])}, now ${JSON.stringify(settings[key])}`,
  )
  throw new UsageError(
    `Expected the settings that ${folder} was begun with: ${told.join('; ')}. Choose another --out.`,
  )
}

export async function appendMeasured(folder: string, session: MeasuredSession): Promise<void> {
  await appendLine(workFileIn(folder), measuredSchema.parse(session))
}

async function appendLine(file: string, value: unknown): Promise<void> {
  const handle = await open(file, 'a+')
  try {
    const text = await handle.readFile('utf8')
    await handle.truncate(Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)))
    await handle.appendFile(`${JSON.stringify(value)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function parseLine(line: string, index: number, file: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new UsageError(`Expected JSON in line ${index + 1} of ${file}, got something else.`)
  }
}

function parseWork([first, ...rest]: readonly unknown[], file: string): Work {
  const settings = settingsSchema.safeParse(first)
  if (!settings.success)
    throw new UsageError(
      `Expected the settings of a calibration in the first line of ${file}, got something else: ${z.prettifyError(settings.error)}`,
    )
  const sessions = rest.map((line, index) => {
    const parsed = measuredSchema.safeParse(line)
    if (parsed.success) return parsed.data
    throw new UsageError(
      `Expected a measured session in line ${index + 2} of ${file}, got something else: ${z.prettifyError(parsed.error)}`,
    )
  })
  return { settings: settings.data, sessions }
}
