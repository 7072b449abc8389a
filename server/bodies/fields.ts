// Fields of JSON bodies. A valid JSON text of the wrong shape is 422.
import { messageError, pageError } from '../http/http-error.ts'
import {
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../wire/json-value.ts'
import { parseLaxTime } from '../wire/time-parse.ts'
import { TimeParseError, UnstorableTimeError } from '../wire/time-fields.ts'
import { repeatedKeyOf } from './repeated-keys.ts'

export function shapeError(expected: string): Error {
  return pageError(422, `The body has the wrong shape: expected ${expected}.`)
}

export function objectOf(value: JsonValue | undefined, what: string): JsonObject {
  if (!isJsonObject(value)) throw shapeError(`${what} to be an object`)
  return value
}

/** An object whose fields are known: none of them may be given twice. */
export function structOf(
  value: JsonValue | undefined,
  what: string,
  known: readonly string[],
): JsonObject {
  const object = objectOf(value, what)
  const repeated = repeatedKeyOf(object, known)
  if (repeated !== undefined) throw shapeError(`${what} to have "${repeated}" once`)
  return object
}

export function arrayOf(value: JsonValue | undefined, what: string): JsonArray {
  if (!Array.isArray(value)) throw shapeError(`${what} to be an array`)
  return value as JsonArray
}

export function stringOf(value: JsonValue | undefined, what: string): string {
  if (typeof value !== 'string') throw shapeError(`${what} to be a string`)
  return value
}

/** Seconds, as bodies have them. */
export function numberOf(value: JsonValue | undefined, what: string): number {
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    throw shapeError(`${what} to be a number`)
  }
  return Number(value)
}

export function timeOf(value: JsonValue | undefined, what: string): bigint {
  try {
    return parseLaxTime(stringOf(value, what))
  } catch (error) {
    throw timeError(error, `${what} to be a time with an offset`)
  }
}

/** What to throw for an error of parsing a time. Those that cannot be stored are no matter of shape. */
export function timeError(error: unknown, expected: string): unknown {
  if (error instanceof UnstorableTimeError) {
    return messageError(400, 'Times must be between the years 1677 and 2262')
  }
  return error instanceof TimeParseError ? shapeError(expected) : error
}

/** Absent and null are the same. */
export function optional<T>(
  value: JsonValue | undefined,
  what: string,
  read: (value: JsonValue, what: string) => T,
): T | null {
  return value === undefined || value === null ? null : read(value, what)
}
