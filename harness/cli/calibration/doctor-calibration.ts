// What `doctor` knows of calibrations: whether there is one for the config it was called beside, and this machine.
import type { Calibration } from '../../calibration/calibration.ts'
import { findConfig, loadConfig } from '../../config/load-config.ts'
import { findPlacement } from '../../machine/placement.ts'
import { cacheDirectory } from '../context.ts'
import type { Context } from '../context.ts'
import { locateSnapshot } from '../prepare-snapshot.ts'
import { shown } from '../write-documents.ts'
import { identify } from './identity.ts'
import { readCalibration } from './store.ts'

export type DoctorCalibration =
  | { readonly state: 'found'; readonly config: string; readonly calibration: Calibration }
  /** There is one, or there may be, but it says nothing here; `why` is half a sentence. */
  | { readonly state: 'unusable' | 'unknown'; readonly config: string; readonly why: string }
  | { readonly state: 'none'; readonly config: string }
  | { readonly state: 'no-config' }

/** Never fails: a config that cannot be read is for `doctor --project` to explain. */
export async function calibrationHere(context: Context): Promise<DoctorCalibration> {
  const file = findConfig(context.directory)
  if (file === undefined) return { state: 'no-config' }
  const config = shown(context, file)
  try {
    const loaded = await loadConfig(context.directory, file)
    const cache = cacheDirectory(context)
    const choice = { loaded, context, named: undefined, cacheDirectory: cache }
    const located = await locateSnapshot(choice)
    const identity = identify(loaded, located, findPlacement(loaded.config.pinning))
    return { config, ...(await readCalibration(cache, identity)) }
  } catch (error) {
    return { state: 'unknown', config, why: (error as Error).message }
  }
}
