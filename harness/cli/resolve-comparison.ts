// What was asked for, checked against the config before anything is built: a mistake costs no minute.
import type { Config } from '../config/schema.ts'
import { UsageError } from '../core/errors.ts'
import type { Scenario } from '../core/scenario.ts'
import { parseTargetNames } from '../refs/parse-target-name.ts'
import type { TargetName } from '../refs/ref.ts'
import type { PlanSettings } from '../session/plan.ts'
import type { LookProfile } from '../stats/looks.ts'
import { addControl, wantsControl } from './add-control.ts'
import { findProfile } from './profiles.ts'
import type { Profile } from './profiles.ts'
import { selectScenarios } from './select-scenarios.ts'

/** As typed. */
export interface CompareOptions {
  readonly config?: string
  readonly units?: number
  readonly profile?: LookProfile
  readonly rounds?: number
  readonly scenario?: readonly string[]
  readonly snapshot?: string
  readonly seed?: string
  readonly planFrom?: string
  readonly fault?: readonly string[]
  readonly out?: string
  readonly strict?: boolean
  readonly control?: boolean
  readonly budget?: number
  readonly cpuProfiles?: boolean
  readonly resume?: string
}

export interface TargetFault {
  readonly label: string
  readonly fault: string
}

export interface Comparison {
  /** The first is the baseline. */
  readonly names: readonly TargetName[]
  /** The label among them that nobody typed. */
  readonly addedControl: string | undefined
  readonly scenarios: readonly Scenario[]
  readonly faults: readonly TargetFault[]
  readonly units: number
  /** Numbers of complete units at which verdicts are read; undefined: once, at the end. */
  readonly looks: readonly number[] | undefined
  readonly plan: PlanSettings
  readonly seed: string
}

export function resolveComparison(
  config: Config,
  refs: readonly string[],
  options: CompareOptions,
): Comparison {
  const typed = parseTargetNames(refs.length > 0 ? refs : config.compare)
  if (typed.length < 2)
    throw new UsageError(
      `Expected at least two refs to compare, got ${typed.length}. The first is the baseline: heartbench compare main HEAD`,
    )
  for (const { variant, ref } of typed) checkVariant(config, ref, variant)
  const units = options.units ?? config.units
  if (units < 2)
    throw new UsageError(
      `Expected --units 2 or more (an interval needs two restarts), got ${units}.`,
    )
  const profile = options.profile && findProfile(options.profile, options.units)
  const faults = resolveFaults(typed, options.fault ?? [], config)
  const control = wantsControl(options) ? addControl(typed, faults) : undefined
  return {
    names: control === undefined ? typed : [...typed, control.name],
    addedControl: control?.name.label,
    scenarios: selectScenarios(config, options.scenario),
    faults: [...faults, ...(control?.faults ?? [])],
    units: profile?.looks.at(-1) ?? units,
    looks: profile?.looks,
    plan: resolvePlan(config, profile, options.rounds),
    seed: options.seed ?? 'heartbench',
  }
}

/** What is typed comes before the profile, and the profile before the config. */
function resolvePlan(config: Config, profile: Profile | undefined, rounds: number | undefined) {
  const { rounds: usual, scenarioBudgetMs, warmupBudgetMs } = profile?.plan ?? config
  return { rounds: rounds ?? usual, scenarioBudgetMs, warmupBudgetMs }
}

function checkVariant(config: Config, ref: string, variant: string | undefined): void {
  if (variant === undefined || Object.hasOwn(config.variants, variant)) return
  const known = Object.keys(config.variants).join(', ') || 'none'
  throw new UsageError(
    `Expected a variant of the config in "${ref}:${variant}", got "${variant}". The config has: ${known}.`,
  )
}

/** `label:fault` for one target, `fault` for every candidate. */
function resolveFaults(
  names: readonly TargetName[],
  faults: readonly string[],
  config: Config,
): readonly TargetFault[] {
  if (faults.length > 0 && config.faultArguments === undefined)
    throw new UsageError(
      'Expected faultArguments in the config, which say how --fault reaches the server; it has none.',
    )
  return faults.flatMap((text) => {
    const separator = text.indexOf(':')
    const label = text.slice(0, Math.max(0, separator))
    if (names.some((name) => name.label === label))
      return [{ label, fault: text.slice(separator + 1) }]
    if (separator > 0 && !text.slice(0, separator).includes('='))
      throw new UsageError(
        `Expected --fault [label:]fault with a label of ${names.map((name) => name.label).join(', ')}; got "${text}".`,
      )
    return names.slice(1).map((name) => ({ label: name.label, fault: text }))
  })
}
