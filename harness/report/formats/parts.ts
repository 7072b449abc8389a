// Which documents a format makes of a session.
import { controlsOf } from '../../judge/control.ts'
import type { FormatInput } from './format.ts'

/** One document about everything. */
export const WHOLE = 'report'

export function wholeSession(): readonly string[] {
  return [WHOLE]
}

/** Every target but the baseline, controls included. */
export function eachCandidate({ session }: Pick<FormatInput, 'session'>): readonly string[] {
  return session.header.targets.filter(({ role }) => role === 'candidate').map(({ label }) => label)
}

/** What a report for people is written of: of a chain its head, which shows every step on the way there. */
export function eachReported(input: Pick<FormatInput, 'session'>): readonly string[] {
  const head = input.session.header.chain?.targets.at(-1)
  return head === undefined ? eachCandidate(input) : [head]
}

/** Controls only show noise: nobody's change is judged by them, so they stand alone only where nothing else does. */
export function eachJudged(input: Pick<FormatInput, 'session'>): readonly string[] {
  const candidates = eachCandidate(input)
  const controls = controlsOf(input.session.header)
  const judged = candidates.filter((label) => !controls.has(label))
  return judged.length === 0 ? candidates : judged
}

/** The baseline first. */
export function eachTarget({ session }: FormatInput): readonly string[] {
  return session.header.targets.map(({ label }) => label)
}
