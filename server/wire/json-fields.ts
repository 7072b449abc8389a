// Reads and sets top-level fields of canonical object texts without parsing them: equal values have equal
// texts, so most work on event data compares texts.
import { compareUtf8 } from './utf8-order.ts'

/** Stands on one field; the numbers are offsets into the text. */
export interface FieldCursor {
  readonly text: string
  /** The key with its quotes. */
  keyFrom: number
  keyTo: number
  valueFrom: number
  valueTo: number
}

/** Before the first field. */
export function openFields(text: string): FieldCursor {
  return { text, keyFrom: 0, keyTo: 0, valueFrom: 0, valueTo: 0 }
}

/** Moves to the next field; false at the end. */
export function nextField(cursor: FieldCursor): boolean {
  const { text } = cursor
  const keyFrom = cursor.valueTo + 1
  if (text.charCodeAt(keyFrom) !== QUOTE) return false
  cursor.keyFrom = keyFrom
  cursor.keyTo = endOfString(text, keyFrom)
  cursor.valueFrom = cursor.keyTo + 1
  cursor.valueTo = endOfValue(text, cursor.valueFrom)
  return true
}

/** Reads the text of one field's value out of an object's text. */
export type FieldReader = (objectText: string) => string | undefined

export function fieldReader(key: string): FieldReader {
  const quotedKey = JSON.stringify(key)
  return (objectText) => {
    const cursor = openFields(objectText)
    while (nextField(cursor)) {
      const isKey =
        cursor.keyTo - cursor.keyFrom === quotedKey.length &&
        objectText.startsWith(quotedKey, cursor.keyFrom)
      if (isKey) return objectText.slice(cursor.valueFrom, cursor.valueTo)
    }
    return undefined
  }
}

/** The string that a value's text spells, or undefined for other types. */
export function stringOf(valueText: string | undefined): string | undefined {
  if (valueText === undefined || valueText.charCodeAt(0) !== QUOTE) return undefined
  return valueText.includes('\\') ? (JSON.parse(valueText) as string) : valueText.slice(1, -1)
}

/** All fields of an object's text: keys as they are meant, values as texts. */
export function readFields(objectText: string): Map<string, string> {
  const fields = new Map<string, string>()
  const cursor = openFields(objectText)
  while (nextField(cursor)) {
    const key = stringOf(objectText.slice(cursor.keyFrom, cursor.keyTo))!
    fields.set(key, objectText.slice(cursor.valueFrom, cursor.valueTo))
  }
  return fields
}

/** The fields in the order they stand in. */
export function printFields(fields: ReadonlyMap<string, string>): string {
  let text = ''
  for (const [key, value] of fields) {
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${value}`
  }
  return text === '' ? '{}' : `${text}}`
}

/** The object's text with the fields set, in the sorted order of keys. */
export function withFields(objectText: string, changes: Readonly<Record<string, string>>): string {
  const fields = readFields(objectText)
  for (const key of Object.keys(changes)) fields.set(key, changes[key]!)
  return printFields(new Map([...fields].sort(([a], [b]) => compareUtf8(a, b))))
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end + 1
}

/** An odd number of backslashes stands before the quote. */
function isEscaped(text: string, quoteAt: number): boolean {
  let first = quoteAt
  while (text.charCodeAt(first - 1) === BACKSLASH) first--
  return (quoteAt - first) % 2 === 1
}

function endOfValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at) - 1
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++
    else if (code === COMMA && depth === 0) return at
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (depth === 0) return at
      depth--
    }
  }
  return text.length
}
