// A session as read back.
import type { CpuProfile } from './cpu-profile.ts'
import type { SessionEnd } from './end.ts'
import type { SessionHeader } from './header.ts'
import type { UnitResult } from './unit.ts'

/** `end` is missing when the run was cut off. */
export interface Session {
  readonly header: SessionHeader
  readonly units: readonly UnitResult[]
  /** Absent when none was asked for, or none could be taken. */
  readonly cpuProfiles?: readonly CpuProfile[]
  readonly end?: SessionEnd
}
