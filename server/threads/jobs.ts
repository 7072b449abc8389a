// What worker threads do: everything whose cost grows with the number of events read.
import { exportBuckets } from '../exchange/export-buckets.ts'
import { asAnswer } from '../exchange/json-answer.ts'
import { readImport } from '../exchange/read-import.ts'
import { scanEvents } from '../exchange/scan-events.ts'
import { HttpError } from '../http/http-error.ts'
import type { QueryLimits } from '../query/limits.ts'
import { QueryError } from '../query/query-error.ts'
import { runQuery } from '../query/run-query.ts'
import type { Tuning } from '../tuning.ts'
import { renderEvents } from '../wire/event-bytes.ts'
import type { SendChunk } from './chunk-sender.ts'
import { failureOf, type Job, type Outcome } from './messages.ts'
import type { Print } from './printed-lines.ts'
import { eventSource, type ThreadSource } from './thread-source.ts'

export interface JobContext {
  readonly source: ThreadSource
  readonly copies: Tuning['copies']
  readonly limits: QueryLimits
  readonly shouldStop: () => boolean
  readonly send: SendChunk
  readonly print: Print
}

export async function doJob(job: Job, context: JobContext): Promise<Outcome> {
  try {
    return await context.source.snapshot(() => outcomeOf(job, context))
  } catch (error) {
    if (error instanceof QueryError) return { kind: 'query-error', message: error.message }
    if (error instanceof HttpError) {
      const { status, shape, message: text } = error
      return { kind: 'http-error', status, shape, text }
    }
    return failureOf(error)
  }
}

async function outcomeOf(job: Job, context: JobContext): Promise<Outcome> {
  const { source, copies, limits, shouldStop, send, print } = context
  switch (job.kind) {
    case 'query': {
      const { program, periods } = job
      const options = { copies, limits, shouldStop, log: print }
      const request = { program, periods, source: eventSource(source), options }
      return { kind: 'bytes', bytes: await runQuery(request) }
    }
    case 'events': {
      const columns = await source.readRange(job.bucketId, job.range)
      return columns === undefined
        ? { kind: 'unknown-bucket' }
        : { kind: 'bytes', bytes: renderEvents(columns) }
    }
    case 'export': {
      const bytes = await exportBuckets(job.parts, source, send)
      return bytes === undefined ? { kind: 'unknown-bucket' } : { kind: 'bytes', bytes }
    }
    case 'import':
      return { kind: 'import', buckets: await readImport(job.file, source) }
    case 'parse':
      return { kind: 'parsed', events: asAnswer(() => scanEvents(job.bytes)) }
    case 'count': {
      const count = await source.count(job.bucketId)
      return count === undefined
        ? { kind: 'unknown-bucket' }
        : { kind: 'bytes', bytes: new TextEncoder().encode(String(count)) }
    }
  }
}
