// package.json: its scripts, its lock file, or the file that looks like the server.
import type { Detected } from '../detector.ts'
import { sourcesOf } from '../project-files.ts'
import type { ProjectFiles } from '../project-files.ts'

interface PackageManager {
  readonly name: string
  readonly lockFile: string
  readonly install: readonly string[]
}

const MANAGERS: readonly PackageManager[] = [
  { name: 'npm', lockFile: 'package-lock.json', install: ['npm', 'ci'] },
  { name: 'pnpm', lockFile: 'pnpm-lock.yaml', install: ['pnpm', 'install', '--frozen-lockfile'] },
  { name: 'yarn', lockFile: 'yarn.lock', install: ['yarn', 'install', '--immutable'] },
  { name: 'bun', lockFile: 'bun.lock', install: ['bun', 'install', '--frozen-lockfile'] },
]

const ENDINGS = ['.js', '.mjs', '.cjs', '.ts', '.mts']
/** A command that needs a shell, or would start the server again and again. */
const NEEDS_A_SHELL = /[|&;<>$`'"\\*?(){}]|--watch|nodemon/

export function detectNode(files: ProjectFiles): Detected | undefined {
  const text = files.read('package.json')
  if (text === undefined) return undefined
  const manifest = parseManifest(text)
  const manager = MANAGERS.find(({ lockFile }) => files.names.includes(lockFile))
  const run = manager?.name ?? 'npm'
  const { start, doubts } = findStart(files, manifest, run)
  return {
    kind: `Node, ${run}`,
    ...installOf(files, manager, manifest),
    ...(manifest.scripts['build'] !== undefined && { build: [run, 'run', 'build'] }),
    start,
    sources: sourcesOf(files, ENDINGS),
    doubts,
  }
}

interface Manifest {
  readonly main: string | undefined
  readonly scripts: Readonly<Record<string, string | undefined>>
  readonly hasDependencies: boolean
}

function parseManifest(text: string): Manifest {
  const manifest = parseJson(text)
  const { main, scripts } = manifest
  const dependencies = ['dependencies', 'devDependencies', 'optionalDependencies'].map(
    (key) => manifest[key],
  )
  return {
    main: typeof main === 'string' ? main : undefined,
    scripts: isObject(scripts)
      ? Object.fromEntries(Object.entries(scripts).filter(([, value]) => typeof value === 'string'))
      : {},
    hasDependencies: dependencies.some((one) => isObject(one) && Object.keys(one).length > 0),
  } as Manifest
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function installOf(
  files: ProjectFiles,
  manager: PackageManager | undefined,
  manifest: Manifest,
): Pick<Detected, 'install' | 'lockFile'> {
  if (manager !== undefined) {
    const { install, lockFile } = manager
    const isFirstYarn = files.read(lockFile)?.includes('# yarn lockfile v1') === true
    return { install: isFirstYarn ? ['yarn', 'install', '--frozen-lockfile'] : install, lockFile }
  }
  return manifest.hasDependencies ? { install: ['npm', 'install', '--no-audit', '--no-fund'] } : {}
}

/** The plain command of the start script: a package manager in between would be measured with it. */
function findStart(files: ProjectFiles, { scripts, main }: Manifest, run: string) {
  const script = scripts['start']?.trim()
  if (script !== undefined && /^node\s/.test(script) && !NEEDS_A_SHELL.test(script))
    return { start: script.split(/\s+/), doubts: [] }
  if (script !== undefined) {
    const doubt = `"${script}" is started through ${run}; name the program itself in start if you can, so that only the server is measured.`
    return { start: [run, 'run', 'start'], doubts: [doubt] }
  }
  const candidates = [main, ...LIKELY].filter((name) => name !== undefined)
  const found = candidates.find((name) => files.names.includes(name.replace(/^\.\//, '')))
  const doubts = [
    found === undefined
      ? 'No start script and no file that looks like the server were found: correct start.'
      : `There is no start script; ${found} looks like the server: check start.`,
  ]
  return { start: ['node', found ?? 'server.js'], doubts }
}

const LIKELY = [
  'server',
  'app',
  'index',
  'main',
  'src/server',
  'src/app',
  'src/index',
  'src/main',
].flatMap((name) => ENDINGS.map((ending) => `${name}${ending}`))
