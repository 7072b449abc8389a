// Appending events one by one to columns that grow as needed.
import type { DataDictionary, EventColumns } from './columns.ts'

export interface ColumnsBuilder {
  length: number
  ids: BigInt64Array
  starts: BigInt64Array
  ends: BigInt64Array
  data: Uint32Array
}

export function makeBuilder(capacity: number): ColumnsBuilder {
  return {
    length: 0,
    ids: new BigInt64Array(capacity),
    starts: new BigInt64Array(capacity),
    ends: new BigInt64Array(capacity),
    data: new Uint32Array(capacity),
  }
}

export function append(
  builder: ColumnsBuilder,
  id: bigint,
  startNs: bigint,
  endNs: bigint,
  entry: number,
): void {
  const at = builder.length
  if (at === builder.data.length) grow(builder)
  builder.ids[at] = id
  builder.starts[at] = startNs
  builder.ends[at] = endNs
  builder.data[at] = entry
  builder.length = at + 1
}

/** The builder's arrays become the columns': it must not be used afterwards. */
export function finishColumns(builder: ColumnsBuilder, dictionary: DataDictionary): EventColumns {
  const { length } = builder
  return {
    length,
    ids: builder.ids.subarray(0, length),
    starts: builder.starts.subarray(0, length),
    ends: builder.ends.subarray(0, length),
    data: builder.data.subarray(0, length),
    dictionary,
  }
}

function grow(builder: ColumnsBuilder): void {
  const larger = makeBuilder(Math.max(16, builder.data.length * 2))
  larger.ids.set(builder.ids)
  larger.starts.set(builder.starts)
  larger.ends.set(builder.ends)
  larger.data.set(builder.data)
  Object.assign(builder, { ...larger, length: builder.length })
}
