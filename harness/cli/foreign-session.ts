// Reading a session file that somebody else may have written: no link to another file is followed, none is larger than
// a session can be, and one that breaks the judging is the file's fault, not a bug.
import { lstat, readFile } from 'node:fs/promises'
import { UsageError } from '../core/errors.ts'
import { formatBytes } from '../core/format.ts'
import { parseSession } from '../results/read-session.ts'
import type { Session } from '../results/schema.ts'

/** A nightly session of eight scenarios has about ten. */
const BYTES_MAX = 128_000_000

export async function readForeignSession(path: string): Promise<Session> {
  const facts = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new UsageError(`Expected a session file at ${path}, found nothing.`)
  })
  if (!facts.isFile())
    throw new UsageError(`Expected a session file at ${path}, found a link, folder or device.`)
  if (facts.size > BYTES_MAX)
    throw new UsageError(
      `Expected a session file of at most ${formatBytes(BYTES_MAX)} at ${path}, got ${formatBytes(facts.size)}.`,
    )
  return parseSession(await readFile(path, 'utf8'), path)
}

/** `work` on a file that passed the schema, but may still hold histograms and times that are none. */
export function trying<Result>(done: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && 'exitCode' in error) throw error
    throw new UsageError(
      `Expected a session that can be ${done}, but: ${error instanceof Error ? error.message : String(error)}. A file that heartbench wrote and nobody changed should be; report it then.`,
      { cause: error },
    )
  }
}
