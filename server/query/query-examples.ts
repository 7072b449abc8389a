// For tests: a store in memory, and queries that answer with JSON.
import type { EventColumns } from '../events/columns.ts'
import { columnsOf, rowsOf } from '../events/event-row.ts'
import { sortByTimestamp } from '../transforms/sort.ts'
import { events, type Example } from '../transforms/event-examples.ts'
import type { BucketName, EventSource } from './event-source.ts'
import { runQuery, type QueryOptions } from './run-query.ts'

const NS = 1_000_000_000n

export interface ExampleBucket extends BucketName {
  readonly events: EventColumns
}

export function bucket(id: string, hostname: string, ...examples: readonly Example[]) {
  return { id, hostname, events: events(...examples) }
}

export function sourceOf(...buckets: readonly ExampleBucket[]): EventSource {
  return {
    buckets: () => buckets,
    readEvents: (id, startNs, endNs) => {
      const found = buckets.find((each) => each.id === id)
      return Promise.resolve(found && clipped(found.events, startNs, endNs))
    },
  }
}

/** The answer for the period of the first 1,000 seconds. */
export async function answer(
  program: string,
  source: EventSource = sourceOf(),
  options: Partial<QueryOptions> = {},
): Promise<unknown> {
  const [result] = JSON.parse(await answerText(program, source, options)) as unknown[]
  return result
}

export async function answerText(
  program: string,
  source: EventSource = sourceOf(),
  options: Partial<QueryOptions> = {},
): Promise<string> {
  const periods = [{ startNs: 0n, endNs: 1000n * NS }]
  const request = { program, periods, source, options: { copies: 'move' as const, ...options } }
  return new TextDecoder().decode(await runQuery(request))
}

/** Newest first, as stores answer. */
function clipped(columns: EventColumns, startNs: bigint, endNs: bigint): EventColumns {
  const rows = rowsOf(sortByTimestamp(columns))
    .filter((row) => row.endNs >= startNs && row.startNs <= endNs)
    .map((row) => ({
      id: row.id,
      data: row.data,
      startNs: row.startNs > startNs ? row.startNs : startNs,
      endNs: row.endNs < endNs ? row.endNs : endNs,
    }))
  return columnsOf(rows.toReversed())
}
