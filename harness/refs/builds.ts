// From a ref to a build: found in the cache under its key, or made: check out, install, build, mark complete.
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { TargetError } from '../core/errors.ts'
import { computeBuildKey } from './build-key.ts'
import { locateBuild, markComplete, removeBuild, useBuild, type BuildPlace } from './build-store.ts'
import { checkOut } from './checkout.ts'
import type { Build, PrepareBuildRequest } from './ref.ts'
import { makeCommandEnvironment, runCommand } from './run-command.ts'
import {
  computeDependencyKey,
  linkShared,
  locateModules,
  moveToShared,
} from './shared-dependencies.ts'

const COMMAND_TIMEOUT_MS = 15 * 60_000

/** Rejects with a TargetError when a command fails; its log then stays, the rest is removed. */
export async function prepareBuild(request: PrepareBuildRequest): Promise<Build> {
  const { ref, recipe, owner, onProgress } = request
  const key = computeBuildKey(ref, recipe)
  const place = locateBuild(resolve(request.cacheDirectory), key)
  owner.hold(key)
  await mkdir(join(place.directory, '..'), { recursive: true })
  const reused = (await useBuild(place)) || !(await makeUnderLock(request, place))
  onProgress?.({ kind: reused ? 'reused' : 'done', key })
  const { commit, shortId, subject, committedAt, dirty } = ref
  const { directory, logFile } = place
  return { key, directory, commit, shortId, subject, committedAt, dirty, reused, logFile }
}

/** False when another invocation made it while this one waited. */
async function makeUnderLock(request: PrepareBuildRequest, place: BuildPlace): Promise<boolean> {
  const release = await lock(request, place.key)
  try {
    if (await useBuild(place)) return false
    await removeBuild(place)
    await makeBuild(request, place)
    return true
  } catch (error) {
    await rm(place.directory, { recursive: true, force: true, maxRetries: 3 })
    throw error
  } finally {
    release()
  }
}

async function makeBuild(request: PrepareBuildRequest, place: BuildPlace): Promise<void> {
  const { repository, ref, recipe, onProgress } = request
  onProgress?.({ kind: 'checkout', key: place.key })
  await checkOut(repository, ref, place.directory)
  const dependencies = await installDependencies(request, place)
  if (recipe.build !== undefined) {
    onProgress?.({ kind: 'build', key: place.key })
    await runIn(request, place, recipe.build)
  }
  const builtAt = new Date().toISOString()
  await markComplete(place, dependencies === undefined ? { builtAt } : { builtAt, dependencies })
}

/** The key of the shared dependencies that the build now links to, if any. */
async function installDependencies(
  request: PrepareBuildRequest,
  place: BuildPlace,
): Promise<string | undefined> {
  const { recipe, owner } = request
  const key = await computeDependencyKey(place.directory, recipe)
  if (key === undefined) {
    await install(request, place)
    return undefined
  }
  const shared = join(resolve(request.cacheDirectory), 'deps', key)
  const modules = locateModules(place.directory, recipe)
  owner.hold(key)
  const release = await lock(request, `deps-${key}`)
  try {
    if (await linkShared(shared, modules)) return key
    await install(request, place)
    await moveToShared(modules, shared)
    return (await linkShared(shared, modules)) ? key : undefined
  } finally {
    release()
  }
}

async function install(request: PrepareBuildRequest, place: BuildPlace): Promise<void> {
  if (request.recipe.install === undefined) return
  request.onProgress?.({ kind: 'install', key: place.key })
  await runIn(request, place, request.recipe.install).catch((error: unknown) => {
    if (error instanceof TargetError) error.during = 'install'
    throw error
  })
}

async function runIn(
  { repository, recipe, owner, signal }: PrepareBuildRequest,
  { directory, logFile }: BuildPlace,
  command: readonly string[],
): Promise<void> {
  const given = repository.environment
  const environment = makeCommandEnvironment({ given, recipe, owner, directory })
  const timeoutMs = recipe.timeoutMs ?? COMMAND_TIMEOUT_MS
  await runCommand({ command, directory, environment, logFile, timeoutMs, owner, signal })
}

/** Whoever holds it may be installing and building, each up to its deadline. */
async function lock(request: PrepareBuildRequest, name: string): Promise<() => void> {
  const { owner, recipe, signal, onProgress } = request
  const timeoutMs = 2 * (recipe.timeoutMs ?? COMMAND_TIMEOUT_MS) + 60_000
  const onWait = (holder: string): void =>
    onProgress?.({ kind: 'waiting', key: name, owner: holder })
  return await owner.lock(name, { timeoutMs, signal, onWait })
}
