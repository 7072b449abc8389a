// The version this package carries, read once from its manifest.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export function toolVersion(): string {
  const manifest = JSON.parse(readFileSync(findManifest(fileURLToPath(import.meta.url)), 'utf8'))
  return (manifest as { version: string }).version
}

/** Sources and compiled files lie at different depths below it. */
function findManifest(from: string): string {
  for (
    let directory = dirname(from);
    directory !== dirname(directory);
    directory = dirname(directory)
  ) {
    const file = join(directory, 'package.json')
    try {
      if ((JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'heartbench')
        return file
    } catch {
      continue
    }
  }
  throw new Error(`Expected heartbench's package.json above ${from}, found none.`)
}
