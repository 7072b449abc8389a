// Values of the query string. An optional value that does not parse, or is given twice, counts as absent.
import { parseStrictTime } from '../wire/time-parse.ts'
import { TimeParseError } from '../wire/time-fields.ts'
import type { Range } from '../store/range.ts'
import { MAX_NS, MIN_NS } from '../store/range.ts'
import { messageError, pageError } from './http-error.ts'

export function rangeOf(querystring: string): Range {
  const values = new URLSearchParams(querystring)
  return {
    startNs: optionalTime(values, 'start'),
    endNs: optionalTime(values, 'end'),
    limit: optionalLimit(values),
  }
}

/** Whole numbers of 64 bits; `-1`, which official clients send, is none and so means no limit. */
function optionalLimit(values: URLSearchParams): bigint | undefined {
  const text = only(values, 'limit')
  if (text === undefined || !/^\+?\d{1,20}$/.test(text)) return undefined
  const limit = BigInt(text.replace('+', ''))
  return limit > MAX_NS ? undefined : limit
}

function optionalTime(values: URLSearchParams, key: 'start' | 'end'): bigint | undefined {
  const text = only(values, key)
  if (text === undefined) return undefined
  try {
    return parseStrictTime(text)
  } catch (error) {
    if (!(error instanceof TimeParseError)) throw error
    throw messageError(
      400,
      `Failed to parse ${key}time, datetime needs to be in rfc3339 format: ${error.message}`,
    )
  }
}

function only(values: URLSearchParams, key: string): string | undefined {
  const given = values.getAll(key)
  return given.length === 1 ? given[0] : undefined
}

const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const NAMED_FLOATS = new Map([
  ['inf', Infinity],
  ['infinity', Infinity],
  ['nan', Number.NaN],
])

/** What watchers send, told without parsing it as a whole. */
const ONLY_PULSETIME = /^pulsetime=(\d{1,15}(?:\.\d{1,15})?)$/

/** Seconds; the first one counts. */
export function pulsetimeOf(querystring: string): number {
  const plain = ONLY_PULSETIME.exec(querystring)
  if (plain !== null) return Number(plain[1])
  const text = new URLSearchParams(querystring).get('pulsetime') ?? ''
  if (FLOAT.test(text)) return Number(text)
  const named = NAMED_FLOATS.get(text.replace(/^[+-]/, '').toLowerCase())
  if (named === undefined) throw pageError(422, 'pulsetime must be a number of seconds.')
  return text.startsWith('-') ? -named : named
}

/** The id in a path: a signed whole number of 64 bits. */
export function eventIdOf(text: string): bigint {
  const id = /^[+-]?\d{1,19}$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined
  if (id === undefined || id < MIN_NS || id > MAX_NS) {
    throw pageError(422, `An event's id is a whole number, not '${text}'.`)
  }
  return id
}
