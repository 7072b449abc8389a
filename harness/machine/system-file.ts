// Small text files in which the system tells about itself, below /proc and /sys. Absent on other systems and in many
// containers: then nothing is known, which is no error.
import { readFileSync } from 'node:fs'

/** Content without the line break at the end; undefined where there is no such file. Tests give another. */
export type ReadSystemFile = (path: string) => string | undefined

export const readSystemFile: ReadSystemFile = (path) => {
  try {
    return readFileSync(path, 'utf8').trimEnd()
  } catch {
    return undefined
  }
}
