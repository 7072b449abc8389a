// query_bucket, query_bucket_names and find_bucket: the functions that ask the event source.
import { QueryError } from './query-error.ts'
import { quoteLikeRust } from './rust-text.ts'
import type { RunState } from './run-state.ts'
import { intervalOf } from './time-interval.ts'
import { events, list, string, type Value } from './value.ts'

export async function queryBucket(id: string, run: RunState): Promise<Value> {
  const { startNs, endNs } = intervalOf(run.variables)
  const found = await run.source.readEvents(id, startNs, endNs)
  if (found === undefined) {
    const reason = `NoSuchBucket(${quoteLikeRust(id)})`
    throw new QueryError('BucketQueryError', `Failed to query bucket: ${reason}`)
  }
  return events(found)
}

export async function queryBucketNames(run: RunState): Promise<Value> {
  const buckets = await run.source.buckets()
  return list(buckets.map(({ id }) => string(id)))
}

/** The bucket called exactly so, or the first whose id begins so. */
export async function findBucket(
  prefix: string,
  hostname: string | undefined,
  run: RunState,
): Promise<Value> {
  const buckets = await run.source.buckets()
  const candidates = buckets.filter(
    (bucket) =>
      bucket.id.startsWith(prefix) && (hostname === undefined || bucket.hostname === hostname),
  )
  const found = candidates.find(({ id }) => id === prefix) ?? candidates[0]
  if (found === undefined) {
    const host = hostname === undefined ? '' : ` and hostname '${hostname}'`
    const message = `Failed to find bucket matching filter '${prefix}'${host}`
    throw new QueryError('BucketQueryError', message)
  }
  return string(found.id)
}
