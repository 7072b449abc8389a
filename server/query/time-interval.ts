// The variable TIMEINTERVAL, `<start>/<end>`: programs read it, and change the range of query_bucket with it.
import { parseStrictTime } from '../wire/time-parse.ts'
import { printTimeWithOffset } from '../wire/time-print.ts'
import { QueryError } from './query-error.ts'
import { string, type Value } from './value.ts'

export interface Period {
  readonly startNs: bigint
  readonly endNs: bigint
}

const VARIABLE = 'TIMEINTERVAL'

export function setInterval(variables: Map<string, Value>, period: Period): void {
  const { startNs, endNs } = period
  const interval = `${printTimeWithOffset(startNs)}/${printTimeWithOffset(endNs)}`
  variables.set(VARIABLE, string(interval))
}

export function intervalOf(variables: ReadonlyMap<string, Value>): Period {
  const value = variables.get(VARIABLE)
  if (value?.kind !== 'string') {
    throw new QueryError('TimeIntervalError', `${VARIABLE} is not of type string!`)
  }
  try {
    return parsePeriod(value.value)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `Failed to parse ${VARIABLE} '${value.value}': ${reason}`
    throw new QueryError('TimeIntervalError', message)
  }
}

/** `<start>/<end>`, both strict RFC 3339, as in `timeperiods` of a request. Throws for anything else. */
export function parsePeriod(interval: string): Period {
  const [start, end, ...more] = interval.split('/')
  if (start === undefined || end === undefined || more.length > 0) {
    throw new Error(`expected "<start>/<end>", got ${JSON.stringify(interval)}`)
  }
  return { startNs: parseStrictTime(start), endNs: parseStrictTime(end) }
}
