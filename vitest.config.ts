import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{server,harness,scenarios,snapshots,scripts}/**/*.test.ts'],
    // Real servers and builds share two cores: files run one after another, so that none starves.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
    setupFiles: [],
  },
})
