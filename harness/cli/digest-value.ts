// A short name for a value of the config, to tell later whether it is still the same.
import { createHash } from 'node:crypto'

/** Requests may be made by functions, which are told apart by their source. */
export function digestValue(value: object): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'function' ? String(inner) : inner,
  )
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
