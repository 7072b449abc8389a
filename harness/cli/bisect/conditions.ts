// What every step of a bisection must have in common. A config can be edited between two steps, and answers of different
// measurements say nothing together.
import type { Asked } from '../../bisect/record.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import type { Config } from '../../config/schema.ts'
import { UsageError } from '../../core/errors.ts'
import { describeSnapshot } from '../../session/describe-subject.ts'
import { DEFAULT_SCHEMA } from '../../snapshots/schema.ts'
import { cacheDirectory } from '../context.ts'
import { digestValue } from '../digest-value.ts'
import { locateSnapshot } from '../prepare-snapshot.ts'
import type { LocatedSnapshot } from '../prepare-snapshot.ts'
import type { Bisection } from './bisection.ts'

export type Conditions = NonNullable<Asked['conditions']>

const NAMES: Readonly<Record<keyof Conditions, string>> = {
  scenario: 'what the scenario asks',
  start: 'how servers are started',
  variant: 'the variant',
  build: 'how builds are made',
  snapshot: 'the snapshot',
}

export async function readConditions(
  { config }: LoadedConfig,
  located: LocatedSnapshot,
  { subject, variant }: Pick<Asked, 'subject' | 'variant'>,
): Promise<Conditions> {
  const { install, lockFile, build, variants } = config
  return {
    scenario: digestValue(requestsOf(config, subject.scenario)),
    start: digestValue(startOf(config)),
    variant: digestValue({ with: variant === undefined ? undefined : variants[variant] }),
    build: digestValue({ install, lockFile, build }),
    snapshot: digestValue(await contentOf(located)),
  }
}

/** Titles and tables may be reworded. */
function requestsOf({ scenarios }: Config, name: string): object {
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found === undefined) return {}
  const { loads, prepare, readOnly, sliceMs, answers, expectRows } = found
  return { loads, prepare, readOnly, sliceMs, answers, expectRows }
}

/** Deadlines only say how long to wait. */
function startOf(config: Config): object {
  const { start, environment, ready, firstAnswer, migrated, restart, stop } = config
  const { path, expectStatus } = ready
  return {
    start,
    environment,
    ready: { path, expectStatus },
    firstAnswer,
    migrated,
    restart,
    stop: stop.signal,
  }
}

/** Whatever it is called and wherever it lies. */
async function contentOf(located: LocatedSnapshot): Promise<object> {
  if (located.state === 'recipe') {
    const { scale, seed, schema = DEFAULT_SCHEMA } = located.recipe
    return { scale, seed, schema }
  }
  if (located.snapshot === undefined) return {}
  const { digest, bytes } = await describeSnapshot(located.snapshot)
  return { digest, bytes }
}

/** Asked before each session of its own; records of older versions do not say what they were begun with. */
export async function checkConditions({ context, places, record }: Bisection): Promise<void> {
  const { asked } = record
  if (asked.conditions === undefined) return
  const loaded = await loadConfig(context.directory, places.config)
  const cache = cacheDirectory(context)
  const choice = { loaded, context, named: places.snapshot, cacheDirectory: cache }
  const now = await readConditions(loaded, await locateSnapshot(choice), asked)
  checkSameConditions(asked.conditions, now, loaded.file)
}

export function checkSameConditions(begun: Conditions, now: Conditions, configFile: string): void {
  const keys = Object.keys(NAMES) as (keyof Conditions)[]
  const differing = keys.filter((key) => begun[key] !== now[key]).map((key) => NAMES[key])
  if (differing.length === 0) return
  throw new UsageError(
    `Expected every step to measure what the bisection was begun with, but in ${configFile} or what is typed these are others now: ${differing.join(', ')}. Restore them and resume, or begin a new bisection.`,
  )
}
