// Why a step gave no answer, for programs; a sentence beside it says what was found.

export const REASONS = [
  /** It does not build or start, or dies. */
  'broken',
  /** Its dependencies could not be installed, which may be the network's fault. */
  'install',
  /** It answers wrongly, writes wrong rows, or its requests fail. */
  'wrong',
  /** After all planned units. */
  'unclear',
  /** Some build has no value of the metric. */
  'not-recorded',
  /** The session is not believed: too many of its units are void. */
  'busy',
  /** Base or head answered wrongly, or their requests failed, which they did not when they were compared. */
  'ends',
] as const

export type Reason = (typeof REASONS)[number]

/** Perhaps nothing that the tried commit did: another day it may be answered. */
export function isPassing(reason: Reason | undefined): boolean {
  return reason === 'busy' || reason === 'ends' || reason === 'install'
}
