// Metrics that only some configs record: refused before anything is built, since no number of units would tell.
import type { Config } from '../../config/schema.ts'
import { UsageError } from '../../core/errors.ts'

interface Need {
  readonly what: string
  readonly isMet: (config: Config, hasSnapshot: boolean) => boolean
}

const RESTART: Need = { what: '"restart": true', isMet: ({ restart }) => restart }
const FIRST_ANSWER: Need = { what: 'firstAnswer', isMet: (config) => Boolean(config.firstAnswer) }
const SNAPSHOT: Need = { what: 'a snapshot', isMet: (_, hasSnapshot) => hasSnapshot }

/** By metric; the others are recorded whatever the config says. */
const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  'first-answer': [FIRST_ANSWER],
  migrated: [SNAPSHOT],
  'restart-ready': [RESTART],
  'restart-first-answer': [RESTART, FIRST_ANSWER],
  'database-bytes': [SNAPSHOT],
  'index-bytes': [SNAPSHOT],
}

/** `snapshot` as typed. */
export function checkRecordable(
  config: Config,
  metric: string,
  snapshot: string | undefined,
): void {
  const hasSnapshot = snapshot !== undefined || config.snapshot !== undefined
  const unmet = (NEEDS[metric] ?? []).filter(({ isMet }) => !isMet(config, hasSnapshot))
  if (unmet.length === 0) return
  const what = unmet.map((need) => need.what).join(' and ')
  throw new UsageError(
    `Expected ${what} in the config, without which ${metric} is not recorded, found none. Add it, or choose another --metric.`,
  )
}
