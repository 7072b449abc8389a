// Asked before anything is built: a directory that cannot be written must not be found out after minutes.
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from '../core/errors.ts'

/** The directory itself need not exist yet; nothing is made. */
export async function checkWritable(directory: string, advice: string): Promise<void> {
  const problem = await findProblem(directory)
  if (problem === undefined) return
  throw new UsageError(
    `Expected a directory to write to at ${directory}, but ${problem}. ${advice}`,
  )
}

/** Looks at the nearest thing upwards that exists. */
async function findProblem(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) {
    const parent = dirname(path)
    return parent === path ? `${path} does not exist` : await findProblem(parent)
  }
  if (!found.isDirectory()) return `${path} is not a directory`
  return await access(path, constants.W_OK | constants.X_OK).then(
    () => undefined,
    () => `you may not write to ${path}`,
  )
}
