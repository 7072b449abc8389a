// `--resume`: what is searched, and how, stands in the record.
import { dirname, resolve } from 'node:path'
import { readRecord } from '../../bisect/record-file.ts'
import { tryAgain } from '../../bisect/try-again.ts'
import { loadConfig } from '../../config/load-config.ts'
import { UsageError } from '../../core/errors.ts'
import { openRepository } from '../../refs/git.ts'
import { readRange } from '../../refs/read-range.ts'
import { resolveRef } from '../../refs/resolve-ref.ts'
import type { Context } from '../context.ts'
import { placesOf } from './bisection.ts'
import type { Bisection, BisectOptions, Measuring } from './bisection.ts'
import { resolveSubject } from './subject.ts'

/** Options that would search for something else, or in another way. */
const FIXED: Readonly<Partial<Record<keyof BisectOptions, string>>> = {
  scenario: '--scenario',
  load: '--load',
  metric: '--metric',
  find: '--find',
  firstParent: '--first-parent',
  margin: '--margin',
  profile: '--profile',
  units: '--units',
  rounds: '--rounds',
  seed: '--seed',
  out: '--out',
}

export async function takeUp(
  context: Context,
  typed: string | undefined,
  options: BisectOptions & { readonly resume: string },
  stop: AbortSignal,
): Promise<Bisection> {
  const given = Object.entries(FIXED).filter(([name]) => name in options)
  const surplus = [...(typed === undefined ? [] : [typed]), ...given.map(([, flag]) => flag)]
  if (surplus.length > 0)
    throw new UsageError(
      `Expected --resume without ${surplus.join(', ')}: what is searched, and how, stands in the file. Only --config, --snapshot and --json may stand beside it.`,
    )
  const recordFile = resolve(context.directory, options.resume)
  const known = await readRecord(recordFile)
  const { asked } = known
  const places = placesOf(options, asked.measuring as Measuring)
  const loaded = await loadConfig(context.directory, places.config)
  resolveSubject(loaded.config, asked.subject)
  const { environment } = context
  const repository = await openRepository({ directory: loaded.directory, environment })
  const { shortId } = await resolveRef({ repository, ref: asked.base, captureParent: '' })
  const history = await readRange({ repository, ...asked })
  return {
    context,
    out: dirname(recordFile),
    recordFile,
    record: tryAgain(known, history),
    history,
    baseShortId: shortId,
    places,
    stop,
  }
}
