// heartbench measured with heartbench: the reference server and its past as variants.
import { defineConfig } from './harness/index.ts'
import { activityWatchScenarios } from './scenarios/index.ts'

const profile = (name: string) => ({ arguments: ['--profile', name] })

/** The way from master to followup, one switch after the other; each variant has those before it, too. */
const STEPS = [
  ['lock', 'none'],
  ['copies', 'move'],
  ['schema', '5'],
  ['statements', 'cached'],
  ['keepalive', 'on'],
  ['journal', 'wal'],
] as const

const steps = Object.fromEntries(
  STEPS.map(([name], index) => {
    const switches = STEPS.slice(0, index + 1).flatMap(([flag, value]) => [`--${flag}`, value])
    return [`+${name}`, { arguments: ['--profile', 'master', ...switches] }]
  }),
)

export default defineConfig({
  install: ['npm', 'ci', '--omit=dev', '--no-audit', '--no-fund'],
  lockFile: 'package-lock.json',
  start: ['node', 'server/main.ts', '--port', '{port}', '--dbpath', '{db}'],
  // Each server has a home of its own; compiled code is the build's, and of every start but the first.
  environment: { NODE_COMPILE_CACHE: '{dir}/.compiled' },
  ready: { path: '/api/0/info' },
  firstAnswer: { path: '/api/0/buckets/' },
  // What every start after the first costs, which has nothing to migrate.
  restart: true,
  variants: {
    master: profile('master'),
    midpoint: profile('midpoint'),
    branch: profile('branch'),
    followup: profile('followup'),
    ...steps,
  },
  chains: { past: ['.:master', ...STEPS.map(([name]) => `.:+${name}`)] },
  explain: { command: ['node', 'server/explain.ts', '--dbpath', '{db}'] },
  faultArguments: ['--fault', '{fault}'],
  snapshot: { scale: 'golden' },
  compare: ['.:master', '.:midpoint', '.:branch', '.:followup'],
  select: [
    'events-limit-100',
    'events-limit-10000',
    'events-1-week',
    'query-1-year',
    'heartbeats-alone',
    'heartbeats-under-year-queries',
    'heartbeats-distinct',
    'heartbeats-merging',
  ],
  // Four builds, one of which takes seconds for a year query, in about six minutes.
  scenarioBudgetMs: 1500,
  warmupBudgetMs: 300,
  // The story's differences are large: on a busy machine they want wider intervals, not more units.
  disturbedUnits: 'keep',
  scenarios: [...activityWatchScenarios],
})
