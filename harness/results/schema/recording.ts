// What the load generator recorded of one load in one slice.
import { z } from 'zod'
import { label, count } from './basics.ts'

/** Compressed V2 HDR histogram, base64; values are whole microseconds. */
const histogram = z.string()

/**
 * Requests of a load one by one, to be drawn and never to be judged by. Milliseconds since the beginning of the slice;
 * background loads begin before the measured ones.
 */
export const timelineSchema = z
  .strictObject({
    /** When answered requests were due, or sent where nothing was due; ascending. */
    atMs: z.array(z.number()),
    /** From then to the last byte, in the same order; also of requests that were answered after the end. */
    tookMs: z.array(z.number().nonnegative()),
    /** Each entry is the slowest of so many neighbours; absent means that none is left out. */
    slowestOf: count.min(2).optional(),
    /** Due but never sent, and answered wrongly or not at all; some of them, if there are very many. */
    missedAtMs: z.array(z.number()).optional(),
    failedAtMs: z.array(z.number()).optional(),
  })
  .refine(({ atMs, tookMs }) => atMs.length === tookMs.length, 'Expected as many atMs as tookMs')

export const recordingSchema = z.strictObject({
  load: label,
  /** Requests due inside the window (open), or sent (closed). */
  due: count,
  /** Good answers recorded in the histograms. */
  served: count,
  /** Due but never sent: too many in flight. */
  missed: count,
  /** Wrong statuses, time-outs and connection errors by code; never mixed into latencies. */
  failures: z.record(z.string(), count),
  /** Length of the window the counts refer to. */
  windowMs: z.number().nonnegative(),
  bytesIn: count,
  /** From send to last byte. */
  serviceUs: histogram.optional(),
  /** From the due time to the last byte; open loops only. */
  responseUs: histogram.optional(),
  /** From the due time to the send; open loops only. */
  latenessUs: histogram.optional(),
  /** Of the first slice of a unit, where requests have due times or loads run side by side. */
  timeline: timelineSchema.optional(),
})

export type Timeline = Readonly<z.infer<typeof timelineSchema>>
export type Recording = Readonly<z.infer<typeof recordingSchema>>
