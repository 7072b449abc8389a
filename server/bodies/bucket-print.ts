// A bucket as clients see it.
import type { Bucket } from '../store/bucket.ts'
import { printTime } from '../wire/time-print.ts'

/** `events` is the text of an array in exports, null elsewhere. */
export function printBucket(bucket: Bucket, events = 'null'): string {
  const { id, type, client, hostname, createdNs, data, firstNs, lastNs, lastUpdatedNs } = bucket
  return (
    `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"client":${JSON.stringify(client)},` +
    `"hostname":${JSON.stringify(hostname)},"created":${timeText(createdNs)},"data":${data},` +
    `"metadata":{"start":${timeText(firstNs)},"end":${timeText(lastNs)}},` +
    `"events":${events},"last_updated":${timeText(lastUpdatedNs)}}`
  )
}

export function printBuckets(buckets: Iterable<Bucket>): string {
  const entries = Array.from(buckets, (each) => `${JSON.stringify(each.id)}:${printBucket(each)}`)
  return `{${entries.join()}}`
}

function timeText(ns: bigint | null): string {
  return ns === null ? 'null' : `"${printTime(ns)}"`
}
