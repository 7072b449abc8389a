// Events of a bucket: read by range, counted, fetched, stored and deleted.
import { Router } from '@koa/router'
import { eventsOf } from '../bodies/event-body.ts'
import { renderInTurns, unpackInTurns } from '../exchange/bulk-events.ts'
import { columnsOf } from '../events/event-row.ts'
import { answerEmpty, answerJson } from '../http/answer.ts'
import { parseBody } from '../http/body-text.ts'
import type { RequestContext, State, Steps } from '../http/context.ts'
import { messageError } from '../http/http-error.ts'
import { eventIdOf, rangeOf } from '../http/query-values.ts'
import { ofJson } from '../http/read-body.ts'
import { answerJob, runJob } from '../http/run-job.ts'
import type { Range } from '../store/range.ts'
import { renderEvents } from '../wire/event-bytes.ts'
import { printEvent } from '../wire/event-print.ts'
import { existingBucket } from './buckets.ts'

/** The newest so many events are read at once; all other reads can grow and go to a worker thread. */
const MAX_DIRECT_EVENTS = 1_000n

/** Larger bodies with events are parsed by a worker thread: this one takes a few milliseconds. */
const MAX_DIRECT_BYTES = 262_144

export function eventRoutes({ readBody, withBackend }: Steps): Router<State> {
  return new Router<State>({ prefix: '/api/0/buckets/:bucket/events', sensitive: true })
    .get('/', withBackend, readEvents)
    .post('/', ofJson, readBody, withBackend, insertEvents)
    .get('/count', withBackend, countEvents)
    .get('/:event', withBackend, readEvent)
    .delete('/:event', withBackend, deleteEvent)
}

function readEvents(ctx: RequestContext): Promise<void> | void {
  const range = rangeOf(ctx.querystring)
  const bucket = existingBucket(ctx)
  if (!isSmall(range)) return answerJob(ctx, { kind: 'events', bucketId: bucket.id, range })
  answerJson(ctx, renderEvents(ctx.state.backend.store.readRange(bucket.row, range)))
}

/** Without a start, the newest events stand at the front of the index: the limit bounds the cost. */
function isSmall({ startNs, limit }: Range): boolean {
  return startNs === undefined && limit !== undefined && limit <= MAX_DIRECT_EVENTS
}

function insertEvents(ctx: RequestContext): Promise<void> | void {
  if (ctx.state.body.byteLength > MAX_DIRECT_BYTES) return insertManyEvents(ctx)
  const events = eventsOf(parseBody(ctx.state.body))
  const stored = ctx.state.backend.store.insertEvents(existingBucket(ctx), events)
  answerJson(ctx, renderEvents(columnsOf(stored)))
}

/** Stored in one go, as they are all or none; see docs/server.md for what that costs others. */
async function insertManyEvents(ctx: RequestContext): Promise<void> {
  const outcome = await runJob(ctx, { kind: 'parse', bytes: ctx.state.body })
  if (outcome?.kind !== 'parsed') return
  const events = await unpackInTurns(outcome.events)
  const stored = ctx.state.backend.store.insertEvents(existingBucket(ctx), events)
  answerJson(ctx, await renderInTurns(stored))
}

function countEvents(ctx: RequestContext): Promise<void> {
  return answerJob(ctx, { kind: 'count', bucketId: existingBucket(ctx).id })
}

function readEvent(ctx: RequestContext): void {
  const id = eventIdOf(ctx.params['event']!)
  const event = ctx.state.backend.store.event(existingBucket(ctx), id)
  if (event === undefined) {
    throw messageError(500, 'Failed to map get_event SQL statement: Query returned no rows')
  }
  answerJson(ctx, printEvent(event))
}

function deleteEvent(ctx: RequestContext): void {
  const id = eventIdOf(ctx.params['event']!)
  ctx.state.backend.store.deleteEvent(existingBucket(ctx), id)
  answerEmpty(ctx)
}
