// From what was typed to a bisection. Everything is checked before anything is built; then its record is begun.
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { ERROR_LEVEL } from '../../bisect/error-budget.ts'
import { createRecord, RECORD_ENDING } from '../../bisect/record-file.ts'
import { RECORD_VERSION } from '../../bisect/record.ts'
import type { Asked } from '../../bisect/record.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import { UsageError } from '../../core/errors.ts'
import { openRepository } from '../../refs/git.ts'
import { readRange } from '../../refs/read-range.ts'
import { resolveRef } from '../../refs/resolve-ref.ts'
import { checkWritable } from '../check-writable.ts'
import { cacheDirectory, checkCache } from '../context.ts'
import type { Context } from '../context.ts'
import { locateSnapshot } from '../prepare-snapshot.ts'
import type { LocatedSnapshot } from '../prepare-snapshot.ts'
import { resolveComparison } from '../resolve-comparison.ts'
import { toolVersion } from '../tool-version.ts'
import { newSession, placesOf, targetOf } from './bisection.ts'
import type { Bisection, BisectOptions, Measuring } from './bisection.ts'
import { readConditions } from './conditions.ts'
import { parseRange } from './range.ts'
import { checkRecordable } from './recordable.ts'
import { resolveSubject } from './subject.ts'

export async function begin(
  context: Context,
  typed: string | undefined,
  options: BisectOptions,
  stop: AbortSignal,
): Promise<Bisection> {
  if (typed === undefined)
    throw new UsageError(
      'Expected the commits to search, such as heartbench bisect v1.2.0..main --scenario items --metric p50, or --resume.',
    )
  const range = parseRange(typed)
  const loaded = await loadConfig(context.directory, options.config)
  const subject = resolveSubject(loaded.config, options)
  checkRecordable(loaded.config, subject.metric, options.snapshot)
  const { environment } = context
  const repository = await openRepository({ directory: loaded.directory, environment })
  const [base, head] = [
    await resolveRef({ repository, ref: range.base, captureParent: '' }),
    await resolveRef({ repository, ref: range.head, captureParent: '' }),
  ]
  const { firstParent = false, margin } = options
  const question: Asked = {
    kind: 'bisect',
    schemaVersion: RECORD_VERSION,
    tool: { name: 'heartbench', version: toolVersion() },
    id: createId(),
    startedAt: new Date().toISOString(),
    range: typed,
    base: base.commit,
    head: head.commit,
    firstParent,
    ...(range.variant !== undefined && { variant: range.variant }),
    subject,
    errorLevel: ERROR_LEVEL,
    ...(margin !== undefined && { marginRatio: margin }),
    measuring: measuringOf(options),
  }
  const history = await readRange({ repository, ...question })
  const { out, located } = await checkPlaces(context, loaded, question, options)
  const asked = { ...question, conditions: await readConditions(loaded, located, question) }
  const recordFile = join(out, `${asked.id}${RECORD_ENDING}`)
  await createRecord(recordFile, asked)
  const record = { asked, tried: [] }
  const places = placesOf(options, {})
  return { context, out, recordFile, record, history, baseShortId: base.shortId, places, stop }
}

/** What measuring would refuse, before there is a record. Resolves with where files go, and with the data to measure on. */
async function checkPlaces(
  context: Context,
  loaded: LoadedConfig,
  asked: Asked,
  { out: named, snapshot }: BisectOptions,
): Promise<{ readonly out: string; readonly located: LocatedSnapshot }> {
  const ends = [targetOf('base', asked.base, asked), targetOf('head', asked.head, asked)]
  resolveComparison(loaded.config, ends, newSession(asked, {}))
  await checkCache(context)
  const cache = cacheDirectory(context)
  const located = await locateSnapshot({ loaded, context, named: snapshot, cacheDirectory: cache })
  const out =
    named === undefined
      ? resolve(loaded.directory, loaded.config.reports)
      : resolve(context.directory, named)
  await checkWritable(out, 'Name another with --out, or with reports in the config.')
  return { out, located }
}

/** Who names neither a profile nor units gets the profile that stops as soon as it can tell. */
function measuringOf(options: BisectOptions): Measuring {
  const { config, snapshot, units, rounds, seed } = options
  const profile = options.profile ?? (units === undefined ? 'pr' : undefined)
  return {
    ...(config !== undefined && { config }),
    ...(snapshot !== undefined && { snapshot }),
    ...(profile !== undefined && { profile }),
    ...(units !== undefined && { units }),
    ...(rounds !== undefined && { rounds }),
    ...(seed !== undefined && { seed }),
  }
}

function createId(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
  return `${time}-${randomBytes(3).toString('hex')}`
}
