// What was asked for, checked before anything is built: config, ref, scenarios, faults, folder.
import { resolve } from 'node:path'
import { experimentOf, FAULTS, UNCHANGED } from '../../calibration/experiments.ts'
import type { Experiment } from '../../calibration/experiments.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { UsageError } from '../../core/errors.ts'
import { findPlacement } from '../../machine/placement.ts'
import { parseTargetName } from '../../refs/parse-target-name.ts'
import { checkWritable } from '../check-writable.ts'
import { cacheDirectory, checkCache } from '../context.ts'
import type { Context } from '../context.ts'
import { locateSnapshot } from '../prepare-snapshot.ts'
import { selectScenarios } from '../select-scenarios.ts'
import { sizeOf } from './calibrate-options.ts'
import type { CalibrateOptions } from './calibrate-options.ts'
import { identify } from './identity.ts'
import type { Identity } from './identity.ts'

export interface ResolvedCalibration {
  /** With as much in a unit as the profile has. */
  readonly loaded: LoadedConfig
  /** `ref[:variant]` as typed. */
  readonly input: string
  readonly scenarios: readonly string[]
  readonly experiments: readonly Experiment[]
  readonly identity: Identity
  readonly out: string
}

export async function resolveCalibration(
  context: Context,
  input: string,
  options: CalibrateOptions,
): Promise<ResolvedCalibration> {
  const loaded = await loadConfig(context.directory, options.config)
  const { config } = loaded
  parseTargetName(input)
  if (input.includes('='))
    throw new UsageError(`Expected ref[:variant] without a label, got "${input}".`)
  const scenarios = selectScenarios(config, options.scenario).map(({ name }) => name)
  const experiments = [UNCHANGED, ...faultsFor(loaded, options.fault)]
  await checkCache(context)
  const cache = cacheDirectory(context)
  const choice = { loaded, context, named: options.snapshot, cacheDirectory: cache }
  const located = await locateSnapshot(choice)
  const out =
    options.out === undefined
      ? resolve(loaded.directory, config.reports, 'calibration')
      : resolve(context.directory, options.out)
  await checkWritable(out, 'Name another with --out.')
  return {
    loaded: { ...loaded, config: { ...config, ...sizeOf(options).plan } },
    input,
    scenarios,
    experiments,
    identity: identify(loaded, located, findPlacement(config.pinning)),
    out,
  }
}

/** Those of the catalogue are faults of the reference server: a server that knows others has to be told them. */
function faultsFor(
  { config, file }: LoadedConfig,
  asked: CalibrateOptions['fault'],
): readonly Experiment[] {
  if (asked === false) return []
  const typed = Array.isArray(asked) ? (asked as readonly string[]) : undefined
  if (config.faultArguments !== undefined) return typed?.map(experimentOf) ?? FAULTS
  if (typed === undefined) return []
  throw new UsageError(
    `Expected faultArguments in ${file}, which say how --fault reaches the server; it has none. Without --fault changes are only planted into what was measured.`,
  )
}
