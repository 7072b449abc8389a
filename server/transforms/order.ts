// Stable ascending order of keys, free for input that is ordered already and linear for its reverse: stores
// answer newest first, and most transforms want oldest first.

/** Row numbers in ascending order of their keys, or undefined if the keys ascend already. */
export function ascendingOrder(keys: BigInt64Array): Uint32Array | undefined {
  let ascends = true
  let descends = true
  for (let i = 1; i < keys.length && (ascends || descends); i++) {
    const previous = keys[i - 1]!
    const key = keys[i]!
    if (key < previous) ascends = false
    else if (key > previous) descends = false
  }
  if (ascends) return undefined
  return descends ? reversed(keys) : sorted(keys)
}

/** Equal keys keep their order. */
function reversed(keys: BigInt64Array): Uint32Array {
  const order = new Uint32Array(keys.length)
  let to = 0
  for (let last = keys.length - 1; last >= 0;) {
    let first = last
    while (first > 0 && keys[first - 1] === keys[last]) first--
    for (let row = first; row <= last; row++) order[to++] = row
    last = first - 1
  }
  return order
}

// Plain arrays: their sort finds ordered runs, such as two sorted lists after one another.
function sorted(keys: BigInt64Array): Uint32Array {
  const order = Array.from(keys.keys())
  order.sort((left, right) => {
    const a = keys[left]!
    const b = keys[right]!
    if (a === b) return 0
    return a < b ? -1 : 1
  })
  return Uint32Array.from(order)
}
