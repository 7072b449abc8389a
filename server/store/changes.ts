// Tells reader threads which events the writer has changed: a ring of event ids in shared memory. Ids are
// published after their commit and before the client's answer, so whoever is answered is seen by every read
// that begins later.

const RING = 4_096n

/** `count[0]` changes so far; the last ones stand in `ids` at their number modulo its length. */
export interface Changes {
  readonly count: BigInt64Array<SharedArrayBuffer>
  readonly ids: BigInt64Array<SharedArrayBuffer>
}

export interface ChangeLog {
  readonly shared: Changes
  /** The event will be inserted, changed or deleted by the write at hand. */
  readonly note: (id: bigint) => void
  /** The writes noted so far are committed. */
  readonly publish: () => void
}

export function changeLog(): ChangeLog {
  const shared: Changes = {
    count: new BigInt64Array(new SharedArrayBuffer(8)),
    ids: new BigInt64Array(new SharedArrayBuffer(8 * Number(RING))),
  }
  let noted: bigint[] = []
  const publish = () => {
    for (const id of noted) {
      const count = Atomics.load(shared.count, 0)
      Atomics.store(shared.ids, Number(count % RING), id)
      Atomics.store(shared.count, 0, count + 1n)
    }
    noted = []
  }
  return { shared, note: (id) => void noted.push(id), publish }
}

/** To be asked before a snapshot of the database begins: the snapshot then has all changes counted. */
export function changeCount({ count }: Changes): bigint {
  return Atomics.load(count, 0)
}

/** The distinct ids of the changes from one count up to another; undefined if they are not known any more. */
export function changedIds(
  changes: Changes,
  from: bigint,
  to: bigint,
): ReadonlySet<bigint> | undefined {
  if (to - from > RING) return undefined
  const ids = new Set<bigint>()
  for (let at = from; at < to; at++) ids.add(Atomics.load(changes.ids, Number(at % RING)))
  // The writer may have come round while the ids were read. It writes an id before it counts it.
  return changeCount(changes) - from >= RING ? undefined : ids
}
