// Walks a JSON text without parsing it as a whole: every byte that is not a value stays what it was, and numbers
// keep their spelling.

export interface ValueChanges {
  readonly text: (text: string) => string
  readonly number: (digits: string) => string
}

/** A string with the colon that makes it a key, or a number; nothing else holds what one may not read. */
const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs

export function changeJson(json: string, changes: ValueChanges): string {
  return json.replace(TOKENS, (token: string, colon: string | undefined) => {
    if (colon !== undefined) return token
    return token.startsWith('"') ? changeLiteral(token, changes) : changes.number(token)
  })
}

function changeLiteral(literal: string, changes: ValueChanges): string {
  let text: unknown
  try {
    text = JSON.parse(literal)
  } catch {
    // No JSON string, whoever wrote it; it is no less private for that.
    return `"${changes.text(literal.slice(1, -1))}"`
  }
  return JSON.stringify(changes.text(text as string))
}
