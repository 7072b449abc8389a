// Enforces the one-way flow: each folder may import only the folders listed for it (ARCHITECTURE.md says
// why). Prints every import that breaks the order and ends with 1. Run by `npm run check` and `npm test`.
import { readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'node:fs'

/** Folder → folders it may import besides itself. `harness/cli` may import nearly everything below harness. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'harness/core': [],
  'harness/stats': ['harness/core'],
  'harness/results': ['harness/core'],
  'harness/metrics': ['harness/core', 'harness/results'],
  'harness/refs': ['harness/core'],
  'harness/targets': ['harness/core'],
  'harness/cpu-profiles': ['harness/core', 'harness/targets'],
  'harness/load': ['harness/core', 'harness/results'],
  'harness/snapshots': ['harness/core', 'snapshots'],
  'harness/machine': ['harness/core', 'harness/results'],
  'harness/judge': ['harness/core', 'harness/stats', 'harness/metrics', 'harness/results'],
  'harness/config': ['harness/core'],
  'harness/init': ['harness/core'],
  'harness/session': [
    'harness/config',
    'harness/core',
    'harness/cpu-profiles',
    'harness/load',
    'harness/machine',
    'harness/refs',
    'harness/results',
    'harness/snapshots',
    'harness/targets',
  ],
  'harness/doctor': [
    'harness/core',
    'harness/judge',
    'harness/load',
    'harness/machine',
    'harness/metrics',
    'harness/results',
    'harness/session',
    'harness/stats',
    'harness/targets',
  ],
  'harness/report': [
    'harness/core',
    'harness/judge',
    'harness/metrics',
    'harness/results',
    'harness/stats',
  ],
  'harness/comment': [
    'harness/core',
    'harness/judge',
    'harness/metrics',
    'harness/report',
    'harness/results',
  ],
  'harness/bisect': [
    'harness/core',
    'harness/judge',
    'harness/metrics',
    'harness/results',
    'harness/stats',
  ],
  'harness/calibration': [
    'harness/core',
    'harness/judge',
    'harness/metrics',
    'harness/report',
    'harness/results',
    'harness/stats',
  ],
  'harness/cli': [
    'harness/bisect',
    'harness/calibration',
    'harness/comment',
    'harness/config',
    'harness/core',
    'harness/cpu-profiles',
    'harness/doctor',
    'harness/init',
    'harness/judge',
    'harness/machine',
    'harness/metrics',
    'harness/refs',
    'harness/report',
    'harness/results',
    'harness/session',
    'harness/snapshots',
    'harness/stats',
    'harness/targets',
  ],
  harness: ['harness/config', 'harness/core'],
  scenarios: ['harness/core'],
  server: [],
  snapshots: [],
}

export interface LayerBreak {
  readonly file: string
  readonly imports: string
}

/** All imports below `root` that the table does not allow. Tests may import what they test with. */
export function findLayerBreaks(root: string): LayerBreak[] {
  const files = globSync('{harness,scenarios,server,snapshots}/**/*.{ts,mjs}', { cwd: root }).sort()
  return files
    .filter((file) => !file.endsWith('.test.ts') && !file.startsWith('harness/e2e/'))
    .flatMap((file) =>
      importsOf(readFileSync(join(root, file), 'utf8'))
        .map((specifier) => relative(root, normalize(join(root, dirname(file), specifier))))
        .filter((imported) => !isAllowed(file, imported))
        .map((imports) => ({ file, imports })),
    )
}

/** Relative specifiers of static and dynamic imports. */
export function importsOf(source: string): string[] {
  const pattern = /(?:from\s+|import\s+|import\()['"](\.[^'"]+)['"]/g
  return [...source.matchAll(pattern)].map((match) => match[1]!)
}

function isAllowed(file: string, imported: string): boolean {
  const from = folderOf(file)
  const to = folderOf(imported)
  return from === to || imported === 'package.json' || (MAY_IMPORT[from] ?? []).includes(to)
}

function folderOf(file: string): string {
  const [top, second] = file.split('/')
  if (top !== 'harness' || second === undefined || second.includes('.')) return top!
  return `${top}/${second}`
}

if (import.meta.main) {
  const breaks = findLayerBreaks(fileURLToPath(new URL('..', import.meta.url)))
  for (const { file, imports } of breaks) console.error(`${file} may not import ${imports}`)
  if (breaks.length > 0) process.exitCode = 1
}
