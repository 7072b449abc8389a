// Which sessions may be continued, and which lines of theirs a continuation replaces.
import { UsageError } from '../core/errors.ts'
import type { Session, SessionEnd, UnitResult } from './schema.ts'

/** A unit that an interruption cut short: it counts for nothing, and the same unit is measured again on resuming. */
export function isPart({ notes }: UnitResult): boolean {
  return notes.some(({ code }) => code === 'unit-interrupted')
}

/** Further units may follow it in the file: verdicts were not read with all the risk there is. */
export function isOpenEnd({ state, notes }: SessionEnd): boolean {
  return state === 'interrupted' || notes.some(({ code }) => code === 'budget-spent')
}

/** A session without an end was cut off, by kill -9 or a power cut. */
export function checkContinuable({ header, end }: Session, file: string): void {
  if (header.shards !== undefined)
    throw new UsageError(
      `Expected a session of one place, but ${file} was joined from ${header.shards.length}. Resume the file of the shard that broke off, and join them again.`,
    )
  if (end === undefined || isOpenEnd(end)) return
  const expected = `Expected a session that was interrupted, cut off or out of budget, but ${file}`
  if (end.state === 'failed')
    throw new UsageError(
      `${expected} failed. Look at its report, mend what failed, and start a new session.`,
    )
  throw new UsageError(
    `${expected} is finished: its verdicts have been read with all the risk of error there is, and units added after seeing them would make them wrong more often than they claim. Start a new session with more units or another profile.`,
  )
}
