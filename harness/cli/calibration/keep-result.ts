// Where the outcome goes: beside the sessions for people, and into the cache for `doctor` and sessions, unless what is
// there knows more.
import { join } from 'node:path'
import type { Calibration } from '../../calibration/calibration.ts'
import { whyKeep } from '../../calibration/replaces.ts'
import { calibrationBlocks } from '../../calibration/tables/calibration-blocks.ts'
import { renderMarkdown } from '../../report/formats/markdown.ts'
import { cacheDirectory } from '../context.ts'
import type { Context } from '../context.ts'
import type { ResolvedCalibration } from './resolve-calibration.ts'
import { fileOf, readCalibration, writeCalibration, writeWhole } from './store.ts'

export interface KeptResult {
  /** Where sessions and tables are. */
  readonly folder: string
  /** Of the calibration that sessions are told of from now on. */
  readonly cached: string
  /** Why that one is not this one; completes "stays as it is, since …". */
  readonly stays?: string
}

/** `replace`: whatever it is worth. */
export async function keepResult(
  context: Context,
  { identity, out }: Pick<ResolvedCalibration, 'identity' | 'out'>,
  calibration: Calibration,
  replace: boolean,
): Promise<KeptResult> {
  await writeWhole(join(out, 'calibration.md'), renderMarkdown(calibrationBlocks(calibration)))
  await writeWhole(join(out, 'calibration.json'), `${JSON.stringify(calibration, undefined, 2)}\n`)
  const cache = cacheDirectory(context)
  const kept = await readCalibration(cache, identity)
  const stays =
    replace || kept.state !== 'found'
      ? undefined
      : whyKeep(kept.calibration, calibration, identity.here, identity.scenarios)
  if (stays !== undefined) return { folder: out, cached: fileOf(cache, identity), stays }
  return { folder: out, cached: await writeCalibration(cache, identity, calibration) }
}
