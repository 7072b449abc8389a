// What a session's header says of the machine's calibration. One that does not hold is named: who calibrated wonders.
import { extractFor } from '../../calibration/applies.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import type { Placement } from '../../machine/placement.ts'
import type { HeaderCalibration } from '../../results/schema.ts'
import { cacheDirectory } from '../context.ts'
import type { Context } from '../context.ts'
import type { LocatedSnapshot } from '../prepare-snapshot.ts'
import { identify } from './identity.ts'
import { readCalibration } from './store.ts'

export async function calibrationFor(
  context: Context,
  loaded: LoadedConfig,
  located: LocatedSnapshot,
  placement: Placement,
  looks: readonly number[],
): Promise<HeaderCalibration | undefined> {
  const identity = identify(loaded, located, placement)
  const stored = await readCalibration(cacheDirectory(context), identity)
  if (stored.state === 'unusable')
    context.stderr.write(
      `The calibration for this config is not used: ${stored.why}. heartbench calibrate makes a new one.\n`,
    )
  if (stored.state !== 'found') return undefined
  return extractFor(stored.calibration, identity.scenarios, looks)
}
