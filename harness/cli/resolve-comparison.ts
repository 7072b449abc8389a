// What was asked for, checked against the config before anything is built: a mistake costs no minute.
import type { Config } from '../config/schema.ts'
import { UsageError } from '../core/errors.ts'
import type { Scenario } from '../core/scenario.ts'
import { parseTargetNames } from '../refs/parse-target-name.ts'
import type { TargetName } from '../refs/ref.ts'
import { LOOK_PROFILES, looksWithin } from '../stats/looks.ts'
import type { LookProfile } from '../stats/looks.ts'
import { addControl, wantsControl } from './add-control.ts'

/** As typed. */
export interface CompareOptions {
  readonly config?: string
  readonly units?: number
  readonly profile?: LookProfile
  readonly rounds?: number
  readonly scenario?: readonly string[]
  readonly snapshot?: string
  readonly seed?: string
  readonly fault?: readonly string[]
  readonly out?: string
  readonly strict?: boolean
  readonly control?: boolean
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
  readonly rounds: number
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
  const looks = options.profile && resolveLooks(options.profile, options.units)
  const faults = resolveFaults(typed, options.fault ?? [], config)
  const control = wantsControl(options) ? addControl(typed, faults) : undefined
  return {
    names: control === undefined ? typed : [...typed, control.name],
    addedControl: control?.name.label,
    scenarios: selectScenarios(config, options.scenario),
    faults: [...faults, ...(control?.faults ?? [])],
    units: looks?.at(-1) ?? units,
    looks,
    rounds: options.rounds ?? config.rounds,
    seed: options.seed ?? 'heartbench',
  }
}

/** `--units` caps a profile. */
function resolveLooks(profile: LookProfile, units: number | undefined): readonly number[] {
  return units === undefined ? LOOK_PROFILES[profile] : looksWithin(profile, units)
}

function checkVariant(config: Config, ref: string, variant: string | undefined): void {
  if (variant === undefined || Object.hasOwn(config.variants, variant)) return
  const known = Object.keys(config.variants).join(', ') || 'none'
  throw new UsageError(
    `Expected a variant of the config in "${ref}:${variant}", got "${variant}". The config has: ${known}.`,
  )
}

/** `*` stands for anything; every pattern must hit something. */
function selectScenarios(
  { scenarios, select }: Config,
  patterns: readonly string[] | undefined,
): Scenario[] {
  const wanted = patterns ?? select
  if (wanted.length === 0) return [...scenarios]
  const matchers = wanted.map((pattern) => ({ pattern, matches: matcher(pattern) }))
  const unused = matchers.find(({ matches }) => !scenarios.some(({ name }) => matches(name)))
  if (unused !== undefined)
    throw new UsageError(
      `Expected --scenario to name one of ${scenarios.map(({ name }) => name).join(', ')}; got "${unused.pattern}".`,
    )
  return scenarios.filter(({ name }) => matchers.some(({ matches }) => matches(name)))
}

function matcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')
  const expression = new RegExp(`^${escaped}$`)
  return (name) => expression.test(name)
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
