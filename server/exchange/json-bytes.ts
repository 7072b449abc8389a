// Goes through the bytes of a JSON text value by value, so that a large file never becomes one large tree.
// Single values are parsed as json-parse.ts does it; together they obey the same rules as one text.
import { isUtf8 } from 'node:buffer'
import { parseJson, type ParseOptions } from '../wire/json-parse.ts'
import { JsonSyntaxError } from '../wire/json-scan.ts'
import type { JsonValue } from '../wire/json-value.ts'

/** Stands before a value, or behind the last one. */
export interface JsonBytes {
  readonly bytes: Buffer
  at: number
  depthLeft: number
  readonly options: ParseOptions
}

const MAX_DEPTH = 128
const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/** All functions here throw JsonSyntaxError. */
export function openJson(
  bytes: Uint8Array<ArrayBuffer>,
  options: Omit<ParseOptions, 'maxDepth'>,
): JsonBytes {
  if (!isUtf8(bytes)) throw new JsonSyntaxError('JSON: expected UTF-8')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { bytes: buffer, at: 0, depthLeft: MAX_DEPTH, options }
}

export function isObjectNext(json: JsonBytes): boolean {
  return nextByte(json) === OPEN_BRACE
}

export function isArrayNext(json: JsonBytes): boolean {
  return nextByte(json) === OPEN_BRACKET
}

/** The next value is an object. `visit` has to pass by each member's value. */
export function eachMember(json: JsonBytes, visit: (key: string) => void): void {
  enter(json)
  if (closes(json, CLOSE_BRACE)) return
  do {
    if (nextByte(json) !== QUOTE) throw expected(json, 'a key')
    const key = readValue(json) as string
    if (nextByte(json) !== COLON) throw expected(json, '":" after a key')
    json.at++
    visit(key)
  } while (goesOn(json, CLOSE_BRACE))
}

/** The next value is an array. `visit` has to pass by each item. */
export function eachItem(json: JsonBytes, visit: () => void): void {
  enter(json)
  if (closes(json, CLOSE_BRACKET)) return
  do visit()
  while (goesOn(json, CLOSE_BRACKET))
}

export function readValue(json: JsonBytes): JsonValue {
  const from = (nextByte(json), json.at)
  json.at = endOfValue(json.bytes, from)
  const text = json.bytes.toString('utf8', from, json.at)
  return parseJson(text, { ...json.options, maxDepth: json.depthLeft })
}

/** Looks only whether the value is JSON. */
export function skipValue(json: JsonBytes): void {
  if (isObjectNext(json)) eachMember(json, () => skipValue(json))
  else if (isArrayNext(json)) eachItem(json, () => skipValue(json))
  else readValue(json)
}

export function endOfText(json: JsonBytes): void {
  if (nextByte(json) !== undefined) throw expected(json, 'the end of the text')
}

/** After any space; undefined at the end. */
function nextByte(json: JsonBytes): number | undefined {
  while (isSpace(json.bytes[json.at])) json.at++
  return json.bytes[json.at]
}

function enter(json: JsonBytes): void {
  if (json.depthLeft === 0) throw expected(json, 'less nesting')
  json.depthLeft--
  json.at++
}

function closes(json: JsonBytes, closing: number): boolean {
  if (nextByte(json) !== closing) return false
  json.at++
  json.depthLeft++
  return true
}

function goesOn(json: JsonBytes, closing: number): boolean {
  if (closes(json, closing)) return false
  if (nextByte(json) !== COMMA) throw expected(json, '"," or a closing bracket')
  json.at++
  return true
}

/** Where a value ends that is right; where a wrong one might end. */
function endOfValue(bytes: Buffer, from: number): number {
  const first = bytes[from]
  if (first === QUOTE) return endOfString(bytes, from)
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return endOfNested(bytes, from)
  let at = from
  while (at < bytes.length && !endsScalar(bytes[at]!)) at++
  return at
}

function endOfString(bytes: Buffer, from: number): number {
  let at = from + 1
  for (; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) at++
  }
  return bytes.length
}

function endOfNested(bytes: Buffer, from: number): number {
  let depth = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = endOfString(bytes, at) - 1
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at + 1
  }
  return bytes.length
}

function endsScalar(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE || isSpace(byte)
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function expected(json: JsonBytes, what: string): JsonSyntaxError {
  return new JsonSyntaxError(`JSON: expected ${what} at byte ${json.at}`)
}
