// Runs a program once per time period and renders the answers to response bytes.
import { TooManyBytesError, finish, makeSink, writeAscii } from '../wire/byte-sink.ts'
import type { EventSource } from './event-source.ts'
import { initialVariables, runProgram } from './interpreter.ts'
import { DEFAULT_QUERY_LIMITS, LIMITS, type QueryLimits } from './limits.ts'
import { parseProgram } from './parser.ts'
import { QueryError } from './query-error.ts'
import type { RunState } from './run-state.ts'
import { setInterval, type Period } from './time-interval.ts'
import { writeValue } from './value-bytes.ts'

export interface QueryOptions {
  /** `deep` copies every events argument twice, as the original did before ownership was passed on. */
  readonly copies: 'move' | 'deep'
  /** Asked between statements and calls, and while patterns match; `true` ends the query with `Stopped`. */
  readonly shouldStop?: () => boolean
  /** The defaults unless told. */
  readonly limits?: QueryLimits
  /** Gets the lines of `print`. */
  readonly log?: (line: string) => void
}

export interface QueryRequest {
  /** The request's lines joined with `\n`. */
  readonly program: string
  readonly periods: readonly Period[]
  readonly source: EventSource
  readonly options: QueryOptions
}

/**
 * One JSON array with an answer per period; the first period that fails fails the request. Without periods
 * the program is not even parsed. Throws QueryError, or UnprintableResultError.
 */
export async function runQuery(request: QueryRequest): Promise<Uint8Array<ArrayBuffer>> {
  const sink = makeSink()
  const program = request.periods.length === 0 ? [] : parseProgram(request.program)
  const limits = request.options.limits ?? DEFAULT_QUERY_LIMITS
  const untilMs = performance.now() + limits.timeMs
  writeAscii(sink, '[')
  for (const [i, period] of request.periods.entries()) {
    const result = await runProgram(program, {
      ...startRun(request, period),
      limits,
      untilMs,
    })
    if (i > 0) writeAscii(sink, ',')
    try {
      writeValue(sink, result)
    } catch (error) {
      if (error instanceof TooManyBytesError) throw new QueryError('LimitExceeded', error.message)
      throw error
    }
  }
  writeAscii(sink, ']')
  return finish(sink)
}

function startRun(
  { source, options }: QueryRequest,
  period: Period,
): Omit<RunState, 'limits' | 'untilMs'> {
  const variables = initialVariables()
  setInterval(variables, period)
  return {
    source,
    variables,
    copies: options.copies,
    shouldStop: options.shouldStop ?? (() => false),
    log: options.log ?? (() => undefined),
    stepsLeft: LIMITS.steps,
    workLeft: LIMITS.work,
    heldItems: 0,
  }
}
