// A session as read back.
import type { SessionEnd } from './end.ts'
import type { SessionHeader } from './header.ts'
import type { UnitResult } from './unit.ts'

/** `end` is missing when the run was cut off. */
export interface Session {
  readonly header: SessionHeader
  readonly units: readonly UnitResult[]
  readonly end?: SessionEnd
}
