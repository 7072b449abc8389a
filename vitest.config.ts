import { defineConfig } from 'vitest/config'

/** They start no process and change nothing outside of themselves. */
const PURE = [
  'harness/{bisect,calibration,comment,core,cpu-profiles,judge,metrics,results,stats}/**/*.test.ts',
  'harness/report/*.test.ts',
  'harness/report/{formats,gate,sections,html/charts}/**/*.test.ts',
  'scenarios/**/*.test.ts',
  'scripts/compare-with-pr/**/*.test.ts',
  'server/{query,transforms,wire}/**/*.test.ts',
  'snapshots/**/*.test.ts',
]

export default defineConfig({
  test: {
    globalSetup: 'scripts/share-compile-cache.ts',
    pool: 'forks',
    // Many files start real servers and builds: more of them at once would starve each other on two cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
    projects: [
      // In one process after the other: starting one takes longer than most of these files.
      { test: { name: 'pure', include: PURE, isolate: false } },
      {
        test: {
          name: 'processes',
          include: ['{server,harness,scenarios,snapshots,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...PURE],
        },
      },
    ],
  },
})
