// Runs a program once per time period and renders the answers to response bytes.
import type { EventSource } from './event-source.ts'

export interface Period {
  readonly startNs: bigint
  readonly endNs: bigint
}

export interface QueryOptions {
  /** `deep` copies every events argument twice, as the original did before ownership was passed on. */
  readonly copies: 'move' | 'deep'
  /** Asked between statements and calls; `true` ends the query with `Stopped`. */
  readonly shouldStop?: () => boolean
}

export interface QueryRequest {
  /** The request's lines joined with `\n`. */
  readonly program: string
  readonly periods: readonly Period[]
  readonly source: EventSource
  readonly options: QueryOptions
}

/** One JSON array with an answer per period. Throws QueryError, or UnprintableResultError. */
export type RunQuery = (request: QueryRequest) => Promise<Uint8Array<ArrayBuffer>>
