// Where a JSON parser stands, and its one error.
import type { JsonObject } from './json-value.ts'

export interface JsonScan {
  readonly text: string
  at: number
  depthLeft: number
  readonly onRepeatedKey: ((object: JsonObject, key: string) => void) | undefined
  readonly onLoneSurrogate: (() => void) | undefined
}

export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'
}

export function jsonError(scan: JsonScan, expected: string): JsonSyntaxError {
  const found =
    scan.at >= scan.text.length
      ? 'the text ends'
      : `found ${JSON.stringify(scan.text.slice(scan.at, scan.at + 20))}`
  return new JsonSyntaxError(`JSON: expected ${expected} at offset ${scan.at}, but ${found}`)
}
