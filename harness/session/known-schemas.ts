// What earlier starts of a target in this session have taught: the schema that its database ends with. Copies of one
// snapshot, migrated by one build, all end with the same, so that a later start can be waited for.
import type { SessionTarget } from './session-target.ts'

/** `late`: it becomes so only under load, such as tables that are made when they are needed first. */
type Known = { readonly schema: string } | 'late'

const KNOWN = new WeakMap<SessionTarget, Known>()

/** Undefined: nothing is known, or waiting would be in vain. */
export function expectedSchema(target: SessionTarget): string | undefined {
  const known = KNOWN.get(target)
  return known === undefined || known === 'late' ? undefined : known.schema
}

export function learnSchema(target: SessionTarget, schema: string): void {
  if (KNOWN.get(target) !== 'late') KNOWN.set(target, { schema })
}

/** It was waited for once and did not come. */
export function expectNoSchema(target: SessionTarget): void {
  KNOWN.set(target, 'late')
}
