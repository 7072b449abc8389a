// The function `print`: writes its arguments to the server's log.
import { TooManyBytesError, finish, makeSink } from '../wire/byte-sink.ts'
import { UnprintableResultError } from './query-error.ts'
import type { RunState } from './run-state.ts'
import { NONE, typeName, type Value } from './value.ts'
import { writeValue } from './value-bytes.ts'

const MAX_LOGGED_BYTES = 16_384

export function printValues(values: readonly Value[], run: RunState): Value {
  run.log(values.map(describe).join(' '))
  return NONE
}

/** JSON, or only the type for what has none or too much of it. */
function describe(value: Value): string {
  const sink = makeSink(MAX_LOGGED_BYTES, MAX_LOGGED_BYTES)
  try {
    writeValue(sink, value)
    return new TextDecoder().decode(finish(sink))
  } catch (error) {
    if (error instanceof UnprintableResultError || error instanceof TooManyBytesError) {
      return `<${typeName(value)}>`
    }
    throw error
  }
}
