// Makes an answer subtly wrong: an array of events loses its last one, and stays valid JSON.

/** Takes the last object that stands directly in an array; other bodies come back as they are. */
export function withoutLastEvent(body: unknown): unknown {
  const isText = typeof body === 'string'
  if (!isText && !Buffer.isBuffer(body)) return body
  const text = isText ? body : body.toString('latin1')
  if (!text.startsWith('[')) return body
  const span = lastEvent(text)
  if (span === undefined) return body
  const shorter = text.slice(0, span.from) + text.slice(span.to)
  return isText ? shorter : Buffer.from(shorter, 'latin1')
}

/** From the comma before it, if there is one, to its closing brace. */
function lastEvent(text: string): { from: number; to: number } | undefined {
  const open: { readonly isObject: boolean; readonly at: number }[] = []
  let found: { from: number; to: number } | undefined
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (inString) {
      if (char === '\\') at++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{' || char === '[') open.push({ isObject: char === '{', at })
    else if (char === '}' || char === ']') {
      const closed = open.pop()!
      const isEvent = closed.isObject && !open.some((each) => each.isObject)
      if (isEvent) found = { from: closed.at - (text[closed.at - 1] === ',' ? 1 : 0), to: at + 1 }
    }
  }
  return found
}
