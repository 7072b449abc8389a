// `<cache>/builds/`: for each key a directory, a log, and a marker file that is written last. A directory
// without its marker is half-made and never used. Builds are made in their final place, not moved there:
// many tools write absolute paths into what they make (virtual environments, native builds).
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface BuildPlace {
  readonly key: string
  readonly directory: string
  readonly markerFile: string
  readonly logFile: string
}

/** What the marker tells. */
export interface BuildMarker {
  readonly builtAt: string
  /** Key of the shared dependencies that it links to. */
  readonly dependencies?: string
}

/** Builds kept by default: a bisection or two. */
const KEEP = 20

export function locateBuild(cacheDirectory: string, key: string): BuildPlace {
  const directory = join(cacheDirectory, 'builds', key)
  return { key, directory, markerFile: `${directory}.json`, logFile: `${directory}.log` }
}

/** True when the build is complete; counts as a use of it. */
export async function useBuild({ markerFile }: BuildPlace): Promise<boolean> {
  const now = new Date()
  return await utimes(markerFile, now, now).then(
    () => true,
    () => false,
  )
}

export async function markComplete(place: BuildPlace, marker: BuildMarker): Promise<void> {
  const unfinished = `${place.markerFile}.unfinished`
  await writeFile(unfinished, JSON.stringify(marker))
  await rename(unfinished, place.markerFile)
}

/** The marker goes first, so that an interrupted removal leaves nothing that looks complete. */
export async function removeBuild(place: BuildPlace): Promise<void> {
  for (const path of [place.markerFile, place.directory, place.logFile])
    await rm(path, { recursive: true, force: true, maxRetries: 3 })
}

/** Removes the builds used longest ago beyond `keep`, what unfinished ones left, and unused dependencies. */
export async function pruneBuilds(request: {
  readonly cacheDirectory: string
  readonly owner: { heldNames(): ReadonlySet<string> }
  readonly keep?: number
}): Promise<readonly string[]> {
  const { cacheDirectory, owner, keep = KEEP } = request
  const complete = await listByLastUse(cacheDirectory)
  const incomplete = await listIncomplete(cacheDirectory, complete)
  const removed: string[] = []
  for (const key of [...complete.slice(keep), ...incomplete]) {
    // Asked anew for each: another invocation may take one up meanwhile.
    if (owner.heldNames().has(key)) continue
    await removeBuild(locateBuild(cacheDirectory, key))
    removed.push(key)
  }
  await pruneDependencies(cacheDirectory, owner)
  return removed
}

/** Keys, the latest use first. */
async function listByLastUse(cacheDirectory: string): Promise<string[]> {
  const builds = join(cacheDirectory, 'builds')
  const markers = (await listNames(builds)).filter((name) => name.endsWith('.json'))
  const uses = await Promise.all(
    markers.map(async (name) => ({ name, usedAtMs: await lastUseMs(join(builds, name)) })),
  )
  return uses
    .sort((first, second) => second.usedAtMs - first.usedAtMs)
    .map(({ name }) => name.slice(0, -'.json'.length))
}

/** Another invocation may remove the marker meanwhile: a build used at no time goes first. */
async function lastUseMs(marker: string): Promise<number> {
  return await stat(marker).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}

/** Directories and logs of builds that failed, or whose invocation was killed. */
async function listIncomplete(
  cacheDirectory: string,
  complete: readonly string[],
): Promise<string[]> {
  const names = await listNames(join(cacheDirectory, 'builds'))
  const keys = names.map((name) => name.replace(/\.(log|json|json\.unfinished)$/, ''))
  return [...new Set(keys)].filter((key) => !complete.includes(key))
}

async function pruneDependencies(
  cacheDirectory: string,
  owner: { heldNames(): ReadonlySet<string> },
): Promise<void> {
  const builds = join(cacheDirectory, 'builds')
  const markers = (await listNames(builds)).filter((name) => name.endsWith('.json'))
  const linked = await Promise.all(
    markers.map(async (name) => {
      const text = await readFile(join(builds, name), 'utf8').catch(() => '{}')
      return (JSON.parse(text) as Partial<BuildMarker>).dependencies
    }),
  )
  for (const key of await listNames(join(cacheDirectory, 'deps')))
    if (!linked.includes(key) && !owner.heldNames().has(key))
      await rm(join(cacheDirectory, 'deps', key), { recursive: true, force: true, maxRetries: 3 })
}

async function listNames(directory: string): Promise<string[]> {
  return await readdir(directory).catch(() => [])
}
