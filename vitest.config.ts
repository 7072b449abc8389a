import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{server,harness,scenarios,snapshots,scripts}/**/*.test.ts'],
    globalSetup: 'scripts/share-compile-cache.ts',
    // Many files start real servers and builds: half of their time is waiting, but more of them at once would starve each
    // other on two cores.
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
})
