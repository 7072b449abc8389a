// The two computers of the user. Add a host: one entry here and its buckets in the recipe.
import type { Busyness } from './calendar.ts'
import type { Activity } from './event-data.ts'

export interface HostProfile {
  readonly hostname: string
  readonly busyness: Busyness
  /** Share of nights it is left running, with one event lasting until the next morning. */
  readonly nightsOnShare: number
}

export const HOSTS: readonly HostProfile[] = [
  {
    hostname: 'heartbench-desktop',
    busyness: { work: 10, weekend: 4, holiday: 3, away: 0 },
    nightsOnShare: 0.3,
  },
  {
    hostname: 'heartbench-laptop',
    busyness: { work: 2, weekend: 4, holiday: 5, away: 6 },
    nightsOnShare: 0,
  },
]

/** How the id of the bucket begins that records the details of an activity. */
export const DETAIL_BUCKETS: Readonly<Record<Exclude<Activity, 'other'>, string>> = {
  chrome: 'aw-watcher-web-chrome',
  firefox: 'aw-watcher-web-firefox',
  vim: 'aw-watcher-vim',
  vscode: 'aw-watcher-vscode',
}
