// What is calibrated on: the reference server as it is, with as much in a unit as the profile `quick` puts there.
import { findProfile } from '../../harness/cli/profiles.ts'
import { defineConfig } from '../../harness/index.ts'
import config from '../../heartbench.config.ts'
import { SCENARIOS } from './experiment.ts'

export default defineConfig({
  ...config,
  ...findProfile('quick', undefined).plan,
  snapshot: { scale: 'small' },
  disturbedUnits: 'repeat',
  compare: [],
  select: [...SCENARIOS],
})
