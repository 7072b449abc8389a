// A system made of texts by path, for tests.
import type { ReadSystemFile } from './system-file.ts'

export function systemOf(files: Readonly<Record<string, string>>): ReadSystemFile {
  return (path) => files[path]
}
