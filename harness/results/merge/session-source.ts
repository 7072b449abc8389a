import type { Session } from '../schema.ts'

export interface SessionSource {
  /** Names the session in errors. */
  readonly file: string
  readonly session: Session
}
