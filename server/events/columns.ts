// Events as columns: the form in which events leave the store, cross threads and flow through transforms.
// Row i is (ids[i], starts[i], ends[i], dictionary.texts[data[i]]). Columns are never changed after they
// are made: a transform returns new ones and may share arrays and the dictionary with its input.

/** Stands for the `null` id of an event that a query made; no stored event can have it. */
export const NO_ID = -(2n ** 63n)

export interface EventColumns {
  readonly length: number
  /** Database ids, or NO_ID. */
  readonly ids: BigInt64Array
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly starts: BigInt64Array
  readonly ends: BigInt64Array
  /** Index into the dictionary, per event. */
  readonly data: Uint32Array
  readonly dictionary: DataDictionary
}

/** Distinct `data` objects as canonical JSON text (compact, keys sorted by UTF-8 bytes). Append-only. */
export interface DataDictionary {
  readonly texts: string[]
}
