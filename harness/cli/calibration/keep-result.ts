// Where the outcome goes: into the cache for `doctor` and sessions, beside the sessions for people.
import { join } from 'node:path'
import type { Calibration } from '../../calibration/calibration.ts'
import { calibrationBlocks } from '../../calibration/tables/calibration-blocks.ts'
import { renderMarkdown } from '../../report/formats/markdown.ts'
import { cacheDirectory } from '../context.ts'
import type { Context } from '../context.ts'
import type { ResolvedCalibration } from './resolve-calibration.ts'
import { writeCalibration, writeWhole } from './store.ts'

export async function keepResult(
  context: Context,
  { identity, out }: ResolvedCalibration,
  calibration: Calibration,
): Promise<{ readonly folder: string; readonly cached: string }> {
  const cached = await writeCalibration(cacheDirectory(context), identity, calibration)
  await writeWhole(join(out, 'calibration.md'), renderMarkdown(calibrationBlocks(calibration)))
  await writeWhole(join(out, 'calibration.json'), `${JSON.stringify(calibration, undefined, 2)}\n`)
  return { folder: out, cached }
}
