// The body of a query: time periods and the lines of a program.
import type { Period } from '../query/time-interval.ts'
import type { JsonValue } from '../wire/json-value.ts'
import { parseStrictTime } from '../wire/time-parse.ts'
import { arrayOf, shapeError, stringOf, structOf, timeError } from './fields.ts'

export interface QueryBody {
  readonly program: string
  readonly periods: readonly Period[]
}

export function queryOf(body: JsonValue): QueryBody {
  const fields = structOf(body, 'the body', ['timeperiods', 'query'])
  const periods = arrayOf(fields.get('timeperiods'), 'timeperiods').map(periodOf)
  const lines = arrayOf(fields.get('query'), 'query').map((line) => stringOf(line, 'a query line'))
  return { program: lines.join('\n'), periods }
}

function periodOf(value: JsonValue): Period {
  const [start, end, ...rest] = stringOf(value, 'a time period').split('/')
  if (start === undefined || end === undefined || rest.length > 0) {
    throw shapeError('a time period to be <start>/<end>')
  }
  try {
    return { startNs: parseStrictTime(start), endNs: parseStrictTime(end) }
  } catch (error) {
    throw timeError(error, 'both sides of a time period in RFC 3339')
  }
}
