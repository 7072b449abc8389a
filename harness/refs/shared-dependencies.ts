// `node_modules` that several builds have in common: installed in the first build that needs them, moved to
// `<cache>/deps/<key>/` and linked from there.
import { mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { hashParts } from './build-key.ts'
import type { BuildRecipe } from './ref.ts'

/** What an installation depends on; the rest of package.json may change freely. */
const DEPENDENCY_FIELDS: readonly string[] =
  `dependencies devDependencies optionalDependencies peerDependencies bundleDependencies overrides
  resolutions pnpm packageManager engines allowScripts trustedDependencies name bin`.split(/\s+/)

/** Scripts that an install runs for the project itself: they may write anywhere, so each build needs its own. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']

const SETTINGS_FILES = ['.npmrc', '.yarnrc', '.yarnrc.yml', 'pnpm-workspace.yaml', '.pnpmfile.cjs']

/** Undefined when the build must install for itself. */
export async function computeDependencyKey(
  directory: string,
  recipe: BuildRecipe,
): Promise<string | undefined> {
  const { install, lockFile, environment } = recipe
  if (install === undefined || lockFile === undefined) return undefined
  const project = dirname(join(directory, lockFile))
  const lock = await readIfPresent(join(directory, lockFile))
  const manifest = parseManifest(await readIfPresent(join(project, 'package.json')))
  if (lock === undefined || manifest === undefined || !isShareable(manifest)) return undefined
  // A native project is compiled by its install; a committed `node_modules` is not ours to move.
  if (await exists(join(project, 'binding.gyp'))) return undefined
  if (await exists(join(project, 'node_modules'))) return undefined
  const fields = DEPENDENCY_FIELDS.map((field) => manifest[field])
  const settings = await Promise.all(
    SETTINGS_FILES.map((file) => readIfPresent(join(project, file))),
  )
  return hashParts([install, lockFile, environment, lock, fields, settings])
}

/** Where a build's `node_modules` are: beside its lock file. */
export function locateModules(directory: string, recipe: BuildRecipe): string {
  return join(directory, dirname(recipe.lockFile ?? 'package-lock.json'), 'node_modules')
}

/** Moves what was just installed; nothing when the command made no `node_modules`. */
export async function moveToShared(modules: string, shared: string): Promise<void> {
  if (!(await exists(modules))) return
  const unfinished = join(dirname(shared), `.unfinished-${basename(shared)}`)
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  await rename(modules, join(unfinished, 'node_modules'))
  await rename(unfinished, shared)
}

/**
 * A directory of links, one for each package: what build tools leave in `node_modules` besides (`.cache`,
 * incremental build states) must not be seen by the next build.
 */
export async function linkShared(shared: string, modules: string): Promise<boolean> {
  if (!(await exists(shared))) return false
  const names = await readdir(join(shared, 'node_modules'))
  await mkdir(modules, { recursive: true })
  const target = relative(modules, join(shared, 'node_modules'))
  for (const name of names)
    if (name !== '.cache') await symlink(join(target, name), join(modules, name))
  return true
}

type Manifest = Readonly<Record<string, unknown>>

/** Workspaces and local packages are linked by relative paths, which do not survive the move. */
function isShareable(manifest: Manifest): boolean {
  if (manifest['workspaces'] !== undefined) return false
  const scripts = (manifest['scripts'] ?? {}) as Manifest
  if (INSTALL_SCRIPTS.some((name) => scripts[name] !== undefined)) return false
  const versions = DEPENDENCY_FIELDS.flatMap((field) => Object.values(manifest[field] ?? {}))
  return !versions.some(
    (version) => typeof version === 'string' && /^(file|link|portal|workspace):/.test(version),
  )
}

function parseManifest(text: string | undefined): Manifest | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Manifest)
  } catch {
    return undefined
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}
