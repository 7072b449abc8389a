// Versions: that of this package, from its manifest, and that of the Node it brings along in a checkout.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export function toolVersion(): string {
  return versionIn(findManifest(fileURLToPath(import.meta.url)))
}

/** Where this package lies: its documentation and examples are below it. */
export function packageDirectory(): string {
  return dirname(findManifest(fileURLToPath(import.meta.url)))
}

/** Undefined in an installation, which runs on whatever Node there is. */
export function pinnedNode(): string | undefined {
  try {
    return versionIn(createRequire(import.meta.url).resolve('node/package.json'))
  } catch {
    return undefined
  }
}

function versionIn(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
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
