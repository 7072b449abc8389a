// What every section of the report is given.
import type { Session } from '../../harness/results/schema.ts'
import type { Explanation } from './check-explanations.ts'
import type { Compared } from './compared-row.ts'
import type { FindOurs } from './measured.ts'
import type { Claim } from './pull-request/claims.ts'
import type { PrRow } from './pull-request/pr-row.ts'
import type { FindValue } from './values.ts'

export interface Story {
  readonly session: Session
  /** Path of its file, as a reader of the report can open it. */
  readonly sessionFile: string
  /** The chain of single switches, where it was measured. */
  readonly attribution: { readonly session: Session; readonly sessionFile: string } | undefined
  readonly numbers: readonly PrRow[]
  readonly claims: readonly Claim[]
  readonly explanations: readonly Explanation[]
  readonly compared: Compared
  readonly findOurs: FindOurs
  readonly findValue: FindValue
}
