// A JSON parser that keeps what JSON.parse loses: 1 and 1.0 differ, 64-bit integers are exact, nesting is
// limited, numbers too large for a double and lone surrogates are errors.
import type { JsonObject, JsonValue } from './json-value.ts'
import { scanNumber } from './json-number.ts'
import { scanString } from './json-string.ts'
import { jsonError, type JsonScan } from './json-scan.ts'

export interface ParseOptions {
  /** Nested arrays and objects allowed; 128 unless told. */
  readonly maxDepth?: number
  /** Called for a key that its object has already. The last value wins in any case. */
  readonly onRepeatedKey?: (object: JsonObject, key: string) => void
  /** Lone surrogates then stay in strings, and the caller looks for them; without it they are errors. */
  readonly onLoneSurrogate?: () => void
}

const DEFAULT_MAX_DEPTH = 128

/** Throws JsonSyntaxError. */
export function parseJson(text: string, options: ParseOptions = {}): JsonValue {
  const scan: JsonScan = {
    text,
    at: 0,
    depthLeft: options.maxDepth ?? DEFAULT_MAX_DEPTH,
    onRepeatedKey: options.onRepeatedKey,
    onLoneSurrogate: options.onLoneSurrogate,
  }
  const value = scanValue(scan)
  skipSpace(scan)
  if (scan.at < text.length) throw jsonError(scan, 'the end of the text')
  return value
}

function scanValue(scan: JsonScan): JsonValue {
  skipSpace(scan)
  switch (scan.text.charCodeAt(scan.at)) {
    case 0x22: // "
      return scanString(scan)
    case 0x7b: // {
      return scanObject(scan)
    case 0x5b: // [
      return scanArray(scan)
    case 0x74: // t
      return scanWord(scan, 'true', true)
    case 0x66: // f
      return scanWord(scan, 'false', false)
    case 0x6e: // n
      return scanWord(scan, 'null', null)
    default:
      return scanNumber(scan)
  }
}

function scanObject(scan: JsonScan): JsonObject {
  enter(scan)
  const object = new Map<string, JsonValue>()
  if (closes(scan, 0x7d)) return object
  for (;;) {
    skipSpace(scan)
    const key = scanString(scan)
    skipSpace(scan)
    if (scan.text.charCodeAt(scan.at) !== 0x3a) throw jsonError(scan, '":" after a key')
    scan.at++
    if (scan.onRepeatedKey !== undefined && object.has(key)) scan.onRepeatedKey(object, key)
    object.set(key, scanValue(scan))
    if (closes(scan, 0x7d)) return object
    expectComma(scan, '"," or "}"')
  }
}

function scanArray(scan: JsonScan): readonly JsonValue[] {
  enter(scan)
  const items: JsonValue[] = []
  if (closes(scan, 0x5d)) return items
  for (;;) {
    items.push(scanValue(scan))
    if (closes(scan, 0x5d)) return items
    expectComma(scan, '"," or "]"')
  }
}

function enter(scan: JsonScan): void {
  if (scan.depthLeft === 0) throw jsonError(scan, 'less nesting')
  scan.depthLeft--
  scan.at++
}

function closes(scan: JsonScan, closingCode: number): boolean {
  skipSpace(scan)
  if (scan.text.charCodeAt(scan.at) !== closingCode) return false
  scan.at++
  scan.depthLeft++
  return true
}

function expectComma(scan: JsonScan, expected: string): void {
  if (scan.text.charCodeAt(scan.at) !== 0x2c) throw jsonError(scan, expected)
  scan.at++
}

function scanWord<T>(scan: JsonScan, word: string, value: T): T {
  if (!scan.text.startsWith(word, scan.at)) throw jsonError(scan, 'a JSON value')
  scan.at += word.length
  return value
}

function skipSpace(scan: JsonScan): void {
  for (;;) {
    const code = scan.text.charCodeAt(scan.at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
    scan.at++
  }
}
