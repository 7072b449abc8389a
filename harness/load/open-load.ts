// One load made ready for one process: its connections and its place in its stream, kept as long as the process lives.
import { openStream } from '../core/scenario.ts'
import type { Load, RequestContext, RequestStream } from '../core/scenario.ts'
import { startOfStream } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { createHttpClient } from './http-client.ts'
import type { HttpClient } from './http-client.ts'

/** A request that takes longer counts as failed; histograms end at 60 s. */
const REQUEST_TIMEOUT_MS = 55_000

export interface OpenLoad {
  readonly load: Load
  readonly client: HttpClient
  readonly stream: RequestStream
  readonly cursor: Cursor
  /** The same for every build of a unit. */
  readonly seed: string
}

export const isMeasured = ({ load }: OpenLoad): boolean => load.measured

/** `context` and `seed` must not share their random numbers: how many requests are made must not move their times. */
export function openLoad(
  load: Load,
  origin: string,
  context: RequestContext,
  seed: string,
): OpenLoad {
  const connections = load.model.kind === 'open' ? load.model.inFlightMax : load.model.connections
  return {
    load,
    client: createHttpClient(origin, { connections, timeoutMs: REQUEST_TIMEOUT_MS }),
    stream: openStream(load.requests, context),
    cursor: startOfStream(),
    seed,
  }
}
