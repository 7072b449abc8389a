// How a query function is declared: its parameters, and what it does with their values.
import type { Parameter } from './parameter.ts'
import { QueryError } from './query-error.ts'
import type { RunState } from './run-state.ts'
import { typeName, type Value } from './value.ts'

export type QueryFunction = (args: readonly Value[], run: RunState) => Value | Promise<Value>

type Parameters = readonly Parameter<unknown>[]
type ValuesOf<P extends Parameters> = {
  [I in keyof P]: P[I] extends Parameter<infer T> ? T : never
}

/** A function with exactly these parameters. */
export function define<const P extends Parameters>(
  parameters: P,
  body: (values: ValuesOf<P>, run: RunState) => Value | Promise<Value>,
): QueryFunction {
  return (args, run) => {
    checkCount(args, parameters.length)
    const values = parameters.map((parameter, i) => readArgument(parameter, args[i]!))
    return body(values as unknown as ValuesOf<P>, run)
  }
}

/** A function that takes any number of arguments of one type. */
export function defineVariadic<T>(
  parameter: Parameter<T>,
  body: (values: readonly T[], run: RunState) => Value | Promise<Value>,
): QueryFunction {
  return (args, run) =>
    body(
      args.map((arg) => readArgument(parameter, arg)),
      run,
    )
}

/** A function whose number of arguments picks the declaration. */
export function defineByCount(byCount: ReadonlyMap<number, QueryFunction>): QueryFunction {
  return (args, run) => {
    const declared = byCount.get(args.length)
    if (declared === undefined) throw wrongCount([...byCount.keys()].join(' or '), args.length)
    return declared(args, run)
  }
}

export function invalidParameters(message: string): QueryError {
  return new QueryError('InvalidFunctionParameters', message)
}

function readArgument<T>(parameter: Parameter<T>, arg: Value): T {
  const value = parameter.read(arg)
  if (value === undefined) {
    throw invalidParameters(`Expected ${parameter.expected}, got ${typeName(arg)}`)
  }
  return value
}

function checkCount(args: readonly Value[], expected: number): void {
  if (args.length !== expected) throw wrongCount(String(expected), args.length)
}

function wrongCount(expected: string, got: number): QueryError {
  return invalidParameters(`Expected ${expected} parameters in function, got ${got}`)
}
