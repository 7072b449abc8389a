// JSON objects as ActivityWatch stores them: compact, keys sorted by their bytes.

/** Undefined unless the text is a JSON object. */
export function canonicalJson(text: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return print(value)
}

/** Printed by hand: JavaScript's objects put keys that look like array indexes first. */
function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([key, inner]) => `${JSON.stringify(key)}:${print(inner)}`)
  return `{${members.join(',')}}`
}
