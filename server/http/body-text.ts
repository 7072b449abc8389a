// Bytes of a body to a JSON value: broken text is 400, whatever shape it was going to have.
import { noteRepeatedKey } from '../bodies/repeated-keys.ts'
import type { JsonValue } from '../wire/json-value.ts'
import { parseJson, type ParseOptions } from '../wire/json-parse.ts'
import { JsonSyntaxError } from '../wire/json-scan.ts'
import { pageError } from './http-error.ts'

// A byte order mark is not JSON, so it must not be swallowed.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const STRICT: ParseOptions = { onRepeatedKey: noteRepeatedKey }

export function parseBody(bytes: Uint8Array): JsonValue {
  return parse(textOf(bytes), STRICT)
}

/** A body with events of which broken ones are dropped; even strings that are no text break only theirs. */
export interface LenientBody {
  readonly value: JsonValue
  readonly hasLoneSurrogates: boolean
}

export function parseLenientBody(bytes: Uint8Array): LenientBody {
  let hasLoneSurrogates = false
  const onLoneSurrogate = () => (hasLoneSurrogates = true)
  const value = parse(textOf(bytes), { ...STRICT, onLoneSurrogate })
  return { value, hasLoneSurrogates }
}

function parse(text: string, options: ParseOptions): JsonValue {
  try {
    return parseJson(text, options)
  } catch (error) {
    throw error instanceof JsonSyntaxError ? pageError(400) : error
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (error) {
    const isInvalid = (error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
    // What is left is a text longer than a string can be, at half a billion characters.
    throw pageError(isInvalid ? 400 : 413)
  }
}
