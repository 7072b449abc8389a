// The session file on disk: newline-delimited JSON, each line written whole and synced, so that a run that is
// cut off loses at most the unit it was in. Lines are strict: a key this version does not know is an error,
// since dropping it silently would change what a later judgement sees. Only notes are open.
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { appendLine, createNew } from './json-lines.ts'
import { cpuProfileSchema, endSchema, headerSchema, unitSchema } from './schema.ts'
import type { CpuProfile, SessionEnd, SessionHeader, UnitResult } from './schema.ts'

export { parseSession, readSession } from './read-session.ts'

/** Starts a session file with its header. An existing file is an error unless `replace` is set (atomically). */
export async function createSessionFile(
  path: string,
  header: SessionHeader,
  options: { readonly replace?: boolean } = {},
): Promise<void> {
  const line = headerSchema.parse(header)
  await mkdir(dirname(path), { recursive: true })
  if (options.replace !== true) return createNew(path, line)
  const temporary = `${path}.${process.pid}.part`
  await rm(temporary, { force: true })
  await createNew(temporary, line)
  await rename(temporary, path)
}

/** Adds a finished unit; returns when it is on the disk. */
export async function appendUnit(path: string, unit: UnitResult): Promise<void> {
  await appendLine(path, unitSchema.parse(unit))
}

/** Adds where the time of a scenario went; after the units, before the end. */
export async function appendCpuProfile(path: string, profile: CpuProfile): Promise<void> {
  await appendLine(path, cpuProfileSchema.parse(profile))
}

/** Adds the end of a run. A run that ended as `interrupted` may be continued with further units. */
export async function appendEnd(path: string, end: SessionEnd): Promise<void> {
  await appendLine(path, endSchema.parse(end))
}
