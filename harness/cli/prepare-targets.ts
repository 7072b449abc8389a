// Names → refs → builds → targets that can be started. Each ref is built once, however many variants use it.
import type { LoadedConfig } from '../config/load-config.ts'
import type { Config } from '../config/schema.ts'
import { TargetError } from '../core/errors.ts'
import { openRepository } from '../refs/git.ts'
import { pruneBuilds } from '../refs/build-store.ts'
import { prepareBuild } from '../refs/builds.ts'
import { resolveRef } from '../refs/resolve-ref.ts'
import type { Build, BuildRecipe, BuildStep, Ref } from '../refs/ref.ts'
import { composeTarget } from '../session/session-target.ts'
import type { SessionTarget } from '../session/session-target.ts'
import type { Run } from '../targets/run.ts'
import { withoutNeedlessControl } from './add-control.ts'
import type { Context } from './context.ts'
import type { Comparison } from './resolve-comparison.ts'

export interface PrepareRequest {
  readonly context: Context
  readonly loaded: LoadedConfig
  readonly comparison: Comparison
  readonly run: Run
  readonly cacheDirectory: string
  readonly signal: AbortSignal
  readonly onStep: (text: string) => void
  /** Asked of every target before the first build; throws to prevent them. */
  readonly checkBuild?: ((label: string, ref: Ref, recipe: BuildRecipe) => void) | undefined
}

/** Every ref is resolved before the first is built: a typing mistake costs no build. */
export async function prepareTargets(request: PrepareRequest): Promise<readonly SessionTarget[]> {
  const { context, loaded, comparison, run } = request
  const environment = context.environment
  const repository = await openRepository({ directory: loaded.directory, environment })
  const refs = new Map<string, Ref>()
  for (const { ref } of comparison.names) {
    request.signal.throwIfAborted()
    if (!refs.has(ref))
      refs.set(ref, await resolveRef({ repository, ref, captureParent: run.directory }))
  }
  const recipe = recipeOf(loaded.config)
  for (const { label, ref } of comparison.names) request.checkBuild?.(label, refs.get(ref)!, recipe)
  const builds = new Map<string, Build>()
  for (const [name, ref] of refs) {
    const building = prepareBuild({
      repository,
      ref,
      recipe,
      cacheDirectory: request.cacheDirectory,
      owner: run,
      signal: request.signal,
      onProgress: (step) => request.onStep(describeStep(name, ref, step)),
    })
    builds.set(name, await nameAtFault(building, comparison, name))
  }
  await pruneBuilds({ cacheDirectory: request.cacheDirectory, owner: run })
  const targets = comparison.names.map((name, index) =>
    composeTarget(loaded.config, {
      name,
      build: builds.get(name.ref)!,
      role: index === 0 ? 'baseline' : 'candidate',
      faults: comparison.faults
        .filter(({ label }) => label === name.label)
        .map(({ fault }) => fault),
      environment: serverEnvironment(context),
    }),
  )
  return withoutNeedlessControl(targets, comparison.addedControl)
}

/** What builds a ref does not know under which label it is compared. */
async function nameAtFault(
  building: Promise<Build>,
  { names }: Comparison,
  ref: string,
): Promise<Build> {
  return await building.catch((error: unknown) => {
    if (error instanceof TargetError) error.target ??= names.find((name) => name.ref === ref)!.label
    throw error
  })
}

function recipeOf({ install, lockFile, build, buildTimeoutMs: timeoutMs }: Config): BuildRecipe {
  return {
    ...(install !== undefined && { install }),
    ...(lockFile !== undefined && { lockFile }),
    ...(build !== undefined && { build }),
    timeoutMs,
  }
}

/** What servers and the load generator inherit: enough to find programs and a home, nothing that tunes a runtime. */
export function serverEnvironment({ environment }: Context): NodeJS.ProcessEnv {
  const kept = ['HOME', 'LANG', 'TMPDIR', 'TZ', 'USER']
  const inherited = Object.fromEntries(
    kept.filter((name) => environment[name] !== undefined).map((name) => [name, environment[name]]),
  )
  const node = process.execPath.slice(0, process.execPath.lastIndexOf('/'))
  return { ...inherited, PATH: `${node}:${environment['PATH'] ?? '/usr/bin:/bin'}` }
}

function describeStep(name: string, ref: Ref, step: BuildStep): string {
  // Whoever names a commit by all of its digits is told about it by a few.
  const what = name === ref.commit ? ref.shortId : `${name} (${ref.shortId})`
  switch (step.kind) {
    case 'reused':
      return `Build of ${what}: found in the cache`
    case 'checkout':
      return `Build of ${what}: checking out`
    case 'install':
      return `Build of ${what}: installing dependencies`
    case 'build':
      return `Build of ${what}: building`
    case 'done':
      return `Build of ${what}: ready`
    case 'waiting':
      return `Build of ${what}: waiting for another heartbench (${step.owner})`
  }
}
