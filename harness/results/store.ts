// The session file on disk: newline-delimited JSON, each line written whole and synced, so that a run that is
// cut off loses at most the unit it was in. Lines are strict: a key this version does not know is an error,
// since dropping it silently would change what a later judgement sees. Only notes are open.
import { mkdir, open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from '../core/errors.ts'
import { endSchema, headerSchema, unitSchema } from './schema.ts'
import type { SessionEnd, SessionHeader, UnitResult } from './schema.ts'

export { parseSession, readSession } from './read-session.ts'

/** Starts a session file with its header. An existing file is an error unless `replace` is set (atomically). */
export async function createSessionFile(
  path: string,
  header: SessionHeader,
  options: { readonly replace?: boolean } = {},
): Promise<void> {
  const line = toLine(headerSchema.parse(header))
  await mkdir(dirname(path), { recursive: true })
  if (options.replace !== true) return createNew(path, line)
  const temporary = `${path}.${process.pid}.part`
  await rm(temporary, { force: true })
  await createNew(temporary, line)
  await rename(temporary, path)
}

/** Adds a finished unit; returns when it is on the disk. */
export async function appendUnit(path: string, unit: UnitResult): Promise<void> {
  await appendLine(path, toLine(unitSchema.parse(unit)))
}

/** Adds the end of a run. A run that ended as `interrupted` may be continued with further units. */
export async function appendEnd(path: string, end: SessionEnd): Promise<void> {
  await appendLine(path, toLine(endSchema.parse(end)))
}

async function createNew(path: string, line: Buffer): Promise<void> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    throw new UsageError(
      `Expected no file at ${path}, found one. Choose another name, or replace it explicitly.`,
    )
  })
  await writeAndClose(file, line, 0)
}

async function appendLine(path: string, line: Buffer): Promise<void> {
  const file = await open(path, 'r+')
  const end = await endOfLastLine(file).catch(async (error: unknown) => {
    await file.close()
    throw error
  })
  await writeAndClose(file, line, end)
}

/** One write of the whole line, then fsync: a crash leaves either the line or a tail without its newline. */
async function writeAndClose(file: FileHandle, line: Buffer, position: number): Promise<void> {
  try {
    await file.truncate(position)
    const { bytesWritten } = await file.write(line, 0, line.length, position)
    if (bytesWritten !== line.length)
      throw new Error(
        `Expected to write ${line.length} bytes, wrote ${bytesWritten}: is the disk full?`,
      )
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A continued run overwrites the part line that a crash left; whole lines are never touched. */
async function endOfLastLine(file: FileHandle): Promise<number> {
  const chunk = Buffer.alloc(65_536)
  let end = (await file.stat()).size
  while (end > 0) {
    const start = Math.max(0, end - chunk.length)
    const { bytesRead } = await file.read(chunk, 0, end - start, start)
    const newline = chunk.subarray(0, bytesRead).lastIndexOf(0x0a)
    if (newline !== -1) return start + newline + 1
    end = start
  }
  throw new UsageError(
    'Expected a session file with a header line, found no whole line. Start a new session.',
  )
}

function toLine(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
