// What a client is told of JSON that cannot be read.
import { pageError } from '../http/http-error.ts'
import { JsonSyntaxError } from '../wire/json-scan.ts'

export function asAnswer<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw pageError(400)
    // A single value with more characters than a string can have, half a billion.
    const { code } = error as { code?: unknown }
    throw code === 'ERR_STRING_TOO_LONG' ? pageError(413) : error
  }
}
