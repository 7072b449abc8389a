// The versions that this package's manifest names: its own, and that of the Node it brings.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Manifest {
  readonly version: string
  readonly devDependencies?: Readonly<Record<string, string>>
}

export function toolVersion(): string {
  return readManifest().version
}

/** Undefined in a manifest that names none. */
export function pinnedNode(): string | undefined {
  return readManifest().devDependencies?.['node']
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(findManifest(fileURLToPath(import.meta.url)), 'utf8')) as Manifest
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
