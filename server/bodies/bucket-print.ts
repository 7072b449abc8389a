// A bucket as clients see it.
import type { Bucket } from '../store/bucket.ts'
import { printTime } from '../wire/time-print.ts'

/** The text of a bucket around its events, which are an array in exports and null elsewhere. */
export interface BucketText {
  readonly before: string
  readonly after: string
}

export function bucketText(bucket: Bucket): BucketText {
  const { id, type, client, hostname, createdNs, data, firstNs, lastNs, lastUpdatedNs } = bucket
  const before =
    `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"client":${JSON.stringify(client)},` +
    `"hostname":${JSON.stringify(hostname)},"created":${timeText(createdNs)},"data":${data},` +
    `"metadata":{"start":${timeText(firstNs)},"end":${timeText(lastNs)}},"events":`
  return { before, after: `,"last_updated":${timeText(lastUpdatedNs)}}` }
}

export function printBucket(bucket: Bucket): string {
  const { before, after } = bucketText(bucket)
  return `${before}null${after}`
}

export function printBuckets(buckets: Iterable<Bucket>): string {
  const entries = Array.from(buckets, (each) => `${JSON.stringify(each.id)}:${printBucket(each)}`)
  return `{${entries.join()}}`
}

function timeText(ns: bigint | null): string {
  return ns === null ? 'null' : `"${printTime(ns)}"`
}
