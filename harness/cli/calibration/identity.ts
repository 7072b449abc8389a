// What a calibration belongs to: this machine and its CPUs, and how the config starts servers on which data.
import type { Here } from '../../calibration/applies.ts'
import type { LoadedConfig } from '../../config/load-config.ts'
import type { Config } from '../../config/schema.ts'
import { describeMachine } from '../../machine/describe-machine.ts'
import type { Placement } from '../../machine/placement.ts'
import { DEFAULT_SCHEMA } from '../../snapshots/schema.ts'
import { digestValue } from '../digest-value.ts'
import type { LocatedSnapshot } from '../prepare-snapshot.ts'
import { toolVersion } from '../tool-version.ts'

export interface Identity {
  readonly here: Here
  /** Digest of how servers are started, and on which snapshot. */
  readonly config: string
  /** Digest of each scenario of the config by name: others may be added without spoiling what is known. */
  readonly scenarios: Readonly<Record<string, string>>
}

export function identify(
  { config }: LoadedConfig,
  located: LocatedSnapshot,
  placement: Placement,
): Identity {
  const { start, environment } = config
  return {
    here: {
      machine: describeMachine(),
      pinning: placement.state === 'pinned' ? placement.pinning : undefined,
      toolVersion: toolVersion(),
      nowMs: Date.now(),
    },
    config: digestValue({ start, environment, snapshot: snapshotOf(located) }),
    scenarios: digestsOf(config.scenarios),
  }
}

function digestsOf(scenarios: Config['scenarios']): Identity['scenarios'] {
  return Object.fromEntries(
    scenarios.map(({ name, loads, prepare, sliceMs }) => [
      name,
      digestValue({ loads, prepare, sliceMs }),
    ]),
  )
}

/** However it was named: a recipe by what it makes, anything else by its name. */
function snapshotOf(located: LocatedSnapshot): unknown {
  if (located.state === 'found') return located.snapshot?.name
  const { scale, seed, schema = DEFAULT_SCHEMA } = located.recipe
  return [scale, seed, schema]
}

/** Names a file: machine and CPUs. */
export const machineDigest = ({ machine, pinning }: Here) => digestValue({ machine, pinning })
