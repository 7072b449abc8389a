// Whether what is about to be measured is what an earlier part of the session measured. What differs is named.
import { UsageError } from '../core/errors.ts'
import type { Note } from '../core/notes.ts'
import { compareSettings } from '../results/compare-settings.ts'
import type { Answer, SessionHeader } from '../results/schema.ts'

/** Throws for another measurement; what only needs to be known is returned. */
export function checkSameSettings(before: SessionHeader, now: SessionHeader): Note[] {
  const differing = compareSettings(before, now)
  const refused = differing.filter(({ severity }) => severity === 'refuse')
  if (refused.length > 0)
    throw new UsageError(
      `Expected the settings that the session was begun with; they differ in ${refused
        .map(({ setting, first, second }) => `${setting} (${first} before, ${second} now)`)
        .join('; ')}. Restore them, or start a new session.`,
    )
  return differing.map(({ setting, first, second }): Note => {
    return { code: 'settings-differ', setting, first, second }
  })
}

/** Answers show what a header cannot: other requests, other data, another server behind the same name. */
export function checkSameAnswers(before: readonly Answer[], now: readonly Answer[]): void {
  // Where builds differ among each other, so may the answers of one build from start to start.
  const unstable = new Set(
    before.filter(({ state }) => state !== 'same').map(({ scenario }) => scenario),
  )
  const changed = now.filter(
    ({ scenario, target, digest }) =>
      !unstable.has(scenario) &&
      before.some(
        (answer) =>
          answer.scenario === scenario && answer.target === target && answer.digest !== digest,
      ),
  )
  if (changed.length === 0) return
  const named = changed.slice(0, 3).map(({ scenario, target }) => `${scenario} on "${target}"`)
  const more = changed.length > named.length ? ` and ${changed.length - named.length} more` : ''
  throw new UsageError(
    `Expected the answers that the session was begun with, got others to ${named.join(', ')}${more}: requests, data or server have changed. Restore them, or start a new session.`,
  )
}
