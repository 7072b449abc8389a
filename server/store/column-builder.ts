// Grows event columns row by row, clipping each event to a range.
import type { EventColumns } from '../events/columns.ts'

const FIRST_CAPACITY = 1_024

export interface ColumnBuilder {
  readonly add: (id: bigint, startNs: bigint, endNs: bigint, data: number) => void
  /** The columns share their arrays with the builder, which is not to be used after. */
  readonly finish: (texts: string[]) => EventColumns
}

/** `limit` below 0: not known. */
export function columnBuilder(startNs: bigint, endNs: bigint, limit: number): ColumnBuilder {
  let capacity = limit >= 0 && limit < FIRST_CAPACITY ? limit : FIRST_CAPACITY
  let ids = new BigInt64Array(capacity)
  let starts = new BigInt64Array(capacity)
  let ends = new BigInt64Array(capacity)
  let data = new Uint32Array(capacity)
  let length = 0

  const grow = () => {
    capacity = Math.max(1, capacity * 2)
    ids = copyInto(new BigInt64Array(capacity), ids)
    starts = copyInto(new BigInt64Array(capacity), starts)
    ends = copyInto(new BigInt64Array(capacity), ends)
    const wider = new Uint32Array(capacity)
    wider.set(data)
    data = wider
  }
  return {
    add: (id, start, end, dataIndex) => {
      if (length === capacity) grow()
      ids[length] = id
      starts[length] = start < startNs ? startNs : start
      ends[length] = end > endNs ? endNs : end
      data[length++] = dataIndex
    },
    finish: (texts) => ({
      length,
      ids: ids.subarray(0, length),
      starts: starts.subarray(0, length),
      ends: ends.subarray(0, length),
      data: data.subarray(0, length),
      dictionary: { texts },
    }),
  }
}

function copyInto(to: BigInt64Array<ArrayBuffer>, from: BigInt64Array): BigInt64Array<ArrayBuffer> {
  to.set(from)
  return to
}
