// The version that the server tells: the package's, in the shape of the original's.
import { readFileSync } from 'node:fs'

// Sources lie one folder below the manifest, compiled files two.
const MANIFEST = import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json'

const { version } = JSON.parse(readFileSync(new URL(MANIFEST, import.meta.url), 'utf8')) as {
  readonly version: string
}

export const VERSION = `v${version} (heartbench)`
