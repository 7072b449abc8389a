// The long sessions: units as `pr` has them, more than it has.
import { findProfile } from '../../harness/cli/profiles.ts'
import { defineConfig } from '../../harness/index.ts'
import config from './heartbench.config.ts'

export default defineConfig({ ...config, ...findProfile('pr', undefined).plan })
