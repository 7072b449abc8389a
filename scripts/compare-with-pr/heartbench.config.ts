// Every row of the pull request, on the golden snapshot and four builds, in about a quarter of an hour on two cores:
// `npm start -- --config scripts/compare-with-pr/heartbench.config.ts`. Estimated from what requests cost in
// reports/story and in two units of the other scenarios: a rehearsal of a minute and a half, then six units of two
// minutes each, of which warm-up and slices are 102 s (heartbeats beside year queries 25 s, year queries 15 s, day queries
// of eight clients 9 s, 1.8 to 7 s every other scenario), the rest starts, copies and waiting for late answers.
import type { Scenario } from '../../harness/core/scenario.ts'
import { defineConfig } from '../../harness/index.ts'
import { LIFE_CYCLE } from '../../harness/metrics/series.ts'
import config from '../../heartbench.config.ts'
import { activityWatchScenarios } from '../../scenarios/index.ts'
import { NUMBERS } from './pull-request/numbers.ts'

/** Whatever a row is measured by, and the load that the heartbeats beside queries are compared to. */
const measured = new Set(NUMBERS.map(({ place }) => place.scenario)).add('heartbeats-alone')
measured.delete(LIFE_CYCLE)

/** Long enough to count queries that take seconds. */
const UNDER_LOAD_MS = 5000

const countingQueries = (scenario: Scenario): Scenario =>
  scenario.name === 'heartbeats-under-year-queries'
    ? { ...scenario, sliceMs: UNDER_LOAD_MS }
    : scenario

export default defineConfig({
  ...config,
  select: [...measured],
  scenarioBudgetMs: 2000,
  scenarios: activityWatchScenarios.map(countingQueries),
  reports: '../../reports/pr-615',
})
