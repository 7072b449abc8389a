// What the HTTP thread and its worker threads say to each other.
import type { EventColumns } from '../events/columns.ts'
import type { ExportPart } from '../exchange/export-buckets.ts'
import { packedBuffers, type PackedEvents } from '../exchange/packed-events.ts'
import type { ImportedBucket, ImportFile } from '../exchange/read-import.ts'
import type { HttpError } from '../http/http-error.ts'
import { SMALL_BYTES } from '../http/read-body.ts'
import type { Period } from '../query/time-interval.ts'
import type { QueryLimits } from '../query/limits.ts'
import type { BucketName } from '../query/event-source.ts'
import type { Range } from '../store/range.ts'
import type { SharedWithReaders } from '../store/parts.ts'
import type { Tuning } from '../tuning.ts'
import type { Patience } from './chunk-sender.ts'
import type { JobSignals } from './job-signals.ts'

/** Work for a thread. To add one, add a line here, and its doing to jobs.ts. */
export type Job =
  | { readonly kind: 'query'; readonly program: string; readonly periods: readonly Period[] }
  | { readonly kind: 'events'; readonly bucketId: string; readonly range: Range }
  | { readonly kind: 'count'; readonly bucketId: string }
  /** Its answer comes in chunks, and its thread waits for the client. */
  | { readonly kind: 'export'; readonly parts: readonly ExportPart[] }
  /** The file's bytes are given away. */
  | { readonly kind: 'import'; readonly file: ImportFile }
  /** The body of a request with many events. Its bytes are given away. */
  | { readonly kind: 'parse'; readonly bytes: Uint8Array<ArrayBuffer> }

/** What became of it. `bytes` is a finished response body, or what is left of one after its chunks. */
export type Outcome =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** What an import has to add. */
  | { readonly kind: 'import'; readonly buckets: readonly ImportedBucket[] }
  /** The events of a body. */
  | { readonly kind: 'parsed'; readonly events: PackedEvents }
  | { readonly kind: 'unknown-bucket' }
  /** What the client sent is wrong. */
  | {
      readonly kind: 'http-error'
      readonly status: number
      readonly shape: HttpError['shape']
      readonly text: string
    }
  /** `message` is for the client: a QueryError's. */
  | { readonly kind: 'query-error'; readonly message: string }
  | Failure

/** `detail` is for the log; `message` and `code` are those of the error. */
export interface Failure {
  readonly kind: 'failure'
  readonly detail: string
  readonly message?: string
  readonly code?: string
}

/** How a thread gets at events: by a connection of its own, or by asking the HTTP thread. */
export type SourceKind =
  | { readonly kind: 'connection'; readonly file: string; readonly shared: SharedWithReaders }
  | { readonly kind: 'ask' }

export interface ThreadData {
  readonly source: SourceKind
  readonly tuning: Tuning
  readonly queryLimits: QueryLimits
  readonly signals: JobSignals
  readonly patience: Patience
}

/** Asked by a thread without a connection. */
export type Question =
  | { readonly kind: 'range'; readonly bucketId: string; readonly range: Range }
  | { readonly kind: 'count'; readonly bucketId: string }
  | { readonly kind: 'buckets' }

export type Answer =
  | { readonly kind: 'range'; readonly columns: EventColumns | undefined }
  | { readonly kind: 'count'; readonly count: bigint | undefined }
  | { readonly kind: 'buckets'; readonly buckets: readonly BucketName[] }
  | Failure

export type ToThread =
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'close' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }

export type FromThread =
  | { readonly kind: 'ready' }
  /** The next piece of the job's answer. */
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  /** A line that a query printed. */
  | { readonly kind: 'printed'; readonly line: string }
  | { readonly kind: 'question'; readonly id: number; readonly question: Question }

/** The buffers of columns, to be handed over instead of copied. */
export function columnBuffers(columns: EventColumns | undefined): ArrayBuffer[] {
  if (columns === undefined) return []
  const { ids, starts, ends, data } = columns
  return [...new Set([ids, starts, ends, data].map((column) => column.buffer as ArrayBuffer))]
}

/** What threads tell each other of an error. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: 'failure', detail: String(error) }
  const { message, stack = message } = error
  const { code } = error as NodeJS.ErrnoException
  return { kind: 'failure', detail: stack, message, ...(typeof code === 'string' && { code }) }
}

/** The error again, as it is known here. */
export function errorOf({ detail, message = detail, code }: Failure): Error {
  const error = Object.assign(new Error(message), code !== undefined && { code })
  error.stack = detail
  return error
}

/** The buffers of a job, to be handed over. A small body may share its buffer with others and is copied. */
export function jobBuffers(job: Job): ArrayBuffer[] {
  if (job.kind !== 'import' && job.kind !== 'parse') return []
  const { bytes } = job.kind === 'import' ? job.file : job
  return bytes.byteLength > SMALL_BYTES ? [bytes.buffer] : []
}

/** The buffers of what a thread says, to be handed over. */
export function messageBuffers(message: FromThread): ArrayBuffer[] {
  if (message.kind === 'chunk') return [message.bytes.buffer]
  return message.kind === 'outcome' ? outcomeBuffers(message.outcome) : []
}

function outcomeBuffers(outcome: Outcome): ArrayBuffer[] {
  if (outcome.kind === 'bytes') return [outcome.bytes.buffer]
  if (outcome.kind === 'parsed') return packedBuffers([outcome.events])
  if (outcome.kind === 'import') return packedBuffers(outcome.buckets.map(({ events }) => events))
  return []
}
