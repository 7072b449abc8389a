// A project that exists only in a test.
import type { ProjectFiles } from './project-files.ts'

export function projectOf(texts: Readonly<Record<string, string>>): ProjectFiles {
  return { names: Object.keys(texts), read: (name) => texts[name] }
}
