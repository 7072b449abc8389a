// `--resume`: what is measured stands in the session file; here it is found again. Everything that can be told apart
// without a build is, before one is made.
import { resolve } from 'node:path'
import { UsageError } from '../core/errors.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import { describeMachine } from '../machine/describe-machine.ts'
import type { Placement } from '../machine/placement.ts'
import { computeBuildKey } from '../refs/build-key.ts'
import { parseTargetName } from '../refs/parse-target-name.ts'
import type { BuildRecipe, Ref } from '../refs/ref.ts'
import { checkContinuable } from '../results/continuing.ts'
import { readSession } from '../results/read-session.ts'
import type { Session, SessionHeader, TargetInfo } from '../results/schema.ts'
import { checkSameSettings } from '../session/same-session.ts'
import type { Context } from './context.ts'
import type { CompareOptions, Comparison } from './resolve-comparison.ts'

export interface Resumed {
  readonly file: string
  readonly session: Session
}

/** What would measure something else than the session file says. */
const FIXED = [
  'units',
  'profile',
  'rounds',
  'scenario',
  'seed',
  'planFrom',
  'fault',
  'control',
] as const satisfies readonly (keyof CompareOptions)[]

export async function readResumed(
  { directory }: Context,
  refs: readonly string[],
  options: CompareOptions,
): Promise<Resumed | undefined> {
  if (options.resume === undefined) return undefined
  const given = FIXED.filter((name) => options[name] !== undefined).map((name) => `--${name}`)
  const surplus = [...refs, ...given]
  if (surplus.length > 0)
    throw new UsageError(
      `Expected --resume without ${surplus.join(', ')}: what is measured, and how much of it, stands in the session file. Only --config, --snapshot, --budget, --cpu-profiles, --strict and --out may stand beside it.`,
    )
  const file = resolve(directory, options.resume)
  const session = await readSession(file)
  checkContinuable(session, file)
  return { file, session }
}

/** Targets by their commits, so that a branch that has moved meanwhile changes nothing. */
export function resumedComparison(
  { config, file }: LoadedConfig,
  { session: { header } }: Resumed,
): Comparison {
  const { targets, unitsPlanned, looks, seed } = header
  return {
    names: targets.map((info) => {
      const { ref, variant } = parseTargetName(info.input)
      const again = { label: info.label, ref: ref === '.' ? ref : info.commit }
      return variant === undefined ? again : { ...again, variant }
    }),
    addedControl: undefined,
    scenarios: header.scenarios.map(({ name }) => {
      const found = config.scenarios.find((scenario) => scenario.name === name)
      if (found !== undefined) return found
      throw new UsageError(
        `Expected the scenario ${name} of the session in ${file}, found none. Name its config with --config.`,
      )
    }),
    faults: targets.flatMap(({ label, fault }) =>
      fault === undefined ? [] : fault.split(', ').map((each) => ({ label, fault: each })),
    ),
    units: unitsPlanned,
    looks,
    // Not asked for: the plan in the header stays.
    plan: config,
    seed,
  }
}

export function checkSameMachine(header: SessionHeader, placement: Placement): void {
  const { pinning: _, ...rest } = header
  const pinning = placement.state === 'pinned' ? { pinning: placement.pinning } : {}
  checkSameSettings(header, { ...rest, ...pinning, machine: describeMachine() })
}

/** By the name of the build, which holds its files, how they are made and the runtime. */
export function checkSameBuild(info: TargetInfo, ref: Ref, recipe: BuildRecipe): void {
  if (info.build === undefined || computeBuildKey(ref, recipe) === info.build) return
  const files = info.dirty ? 'with its uncommitted changes' : 'without uncommitted changes'
  const where =
    ref.kind === 'worktree' ? `the working tree at ${info.commit} ${files}` : info.commit
  throw new UsageError(
    `Expected "${info.label}" to be built as when the session was begun, from ${where}, but files, install or build commands, or Node are others now. Restore them, or start a new session.`,
  )
}
