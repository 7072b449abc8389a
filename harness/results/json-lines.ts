// Files of newline-delimited JSON that grow line by line: each line is written whole and synced, so that whoever is cut
// off loses at most the line that was being written.
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { UsageError } from '../core/errors.ts'

/** The first line of a new file; an existing one is an error. */
export async function createNew(path: string, value: unknown): Promise<void> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    throw new UsageError(
      `Expected no file at ${path}, found one. Choose another name, or replace it explicitly.`,
    )
  })
  await writeAndClose(file, toLine(value), 0)
}

/** Returns when the line is on the disk. */
export async function appendLine(path: string, value: unknown): Promise<void> {
  const file = await open(path, 'r+')
  const end = await endOfLastLine(file).catch(async (error: unknown) => {
    await file.close()
    throw error
  })
  await writeAndClose(file, toLine(value), end)
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
  throw new UsageError('Expected a file with a header line, found no whole line. Start anew.')
}

function toLine(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
