// How a joined session ended: as the worst of its parts, so that a shard that broke off is not forgotten.
import type { Session, SessionEnd } from '../schema.ts'

/** Undefined when no shard has an end. */
export function joinEnds(sessions: readonly Session[]): SessionEnd | undefined {
  const ends = sessions.flatMap(({ end }) => end ?? [])
  if (ends.length === 0) return undefined
  const isCut = ends.length < sessions.length
  const states = new Set(ends.map(({ state }) => state))
  const notes = Map.groupBy(
    ends.flatMap((end) => end.notes),
    (note) => JSON.stringify(note),
  )
  return {
    kind: 'end',
    finishedAt: ends
      .map(({ finishedAt }) => finishedAt)
      .sort()
      .at(-1)!,
    state: states.has('failed')
      ? 'failed'
      : isCut || states.has('interrupted')
        ? 'interrupted'
        : 'finished',
    notes: [...notes.values()].map(([note]) => note!),
  }
}
