// Walks a program for one period. Waiting happens only in functions that ask the event source.
import { deepCopy } from './deep-copy.ts'
import { FUNCTIONS } from './functions.ts'
import { applyOperator } from './operators.ts'
import { QueryError } from './query-error.ts'
import { countStep, countWork, setVariable, stopIfAsked, type RunState } from './run-state.ts'
import type { Assignable, Expression, IfStatement, Program } from './syntax.ts'
import { NONE, bool, dict, list, number, string, typeName, type Value } from './value.ts'

const RESULT = 'RETURN'

/** The value that stands in RETURN at the end: returning does not end a program. */
export async function runProgram(program: Program, run: RunState): Promise<Value> {
  await runStatements(program, run)
  const result = run.variables.get(RESULT)
  if (result === undefined) throw new QueryError('EmptyQuery')
  return result
}

/** All functions stand as variables of their names, so programs can alias and shadow them. */
export function initialVariables(): Map<string, Value> {
  return new Map(Object.keys(FUNCTIONS).map((name) => [name, { kind: 'function', name }]))
}

async function runStatements(statements: Program, run: RunState): Promise<void> {
  for (const statement of statements) {
    stopIfAsked(run)
    if (statement.kind === 'if') {
      await runIf(statement, run)
      continue
    }
    const value = await assignOrEvaluate(statement.value, run)
    if (statement.isReturn) setVariable(run, RESULT, value)
  }
}

async function runIf(statement: IfStatement, run: RunState): Promise<void> {
  for (const { condition, body } of statement.branches) {
    const value = await evaluate(condition, run)
    if (value.kind !== 'bool') {
      const message = `Expected a condition to be true or false, got ${typeName(value)}`
      throw new QueryError('InvalidType', message)
    }
    if (value.value) return runStatements(body, run)
  }
  return runStatements(statement.otherwise, run)
}

async function assignOrEvaluate(node: Assignable, run: RunState): Promise<Value> {
  if (node.kind !== 'assign') return evaluate(node, run)
  setVariable(run, node.name, await evaluate(node.value, run))
  return NONE
}

async function evaluate(expression: Expression, run: RunState): Promise<Value> {
  countStep(run)
  switch (expression.kind) {
    case 'bool':
      return bool(expression.value)
    case 'number':
      return number(expression.value)
    case 'string':
      return string(expression.value)
    case 'name':
      return lookUp(expression.name, run)
    case 'list':
      return list(await evaluateAll(expression.items, run))
    case 'dict':
      return evaluateDict(expression.entries, run)
    case 'chain':
      return evaluateChain(expression, run)
    case 'call':
      return call(expression.name, await evaluateAll(expression.args, run), run)
  }
}

async function evaluateAll(expressions: readonly Expression[], run: RunState) {
  const values: Value[] = []
  for (const expression of expressions) values.push(await evaluate(expression, run))
  return values
}

async function evaluateDict(
  entries: readonly (readonly [string, Expression])[],
  run: RunState,
): Promise<Value> {
  const values = new Map<string, Value>()
  for (const [key, expression] of entries) values.set(key, await evaluate(expression, run))
  return dict(values)
}

async function evaluateChain(
  chain: Extract<Expression, { kind: 'chain' }>,
  run: RunState,
): Promise<Value> {
  let value = await evaluate(chain.first, run)
  for (const { operator, operand } of chain.rest) {
    const right = await evaluate(operand, run)
    countWork(run, [value, right])
    value = applyOperator(operator, value, right)
  }
  return value
}

/** Arguments are evaluated before the name is looked up. */
async function call(name: string, args: readonly Value[], run: RunState): Promise<Value> {
  stopIfAsked(run)
  const callee = lookUp(name, run)
  if (callee.kind !== 'function') throw new QueryError('InvalidType', name)
  countWork(run, args)
  const owned = run.copies === 'deep' ? args.map(deepCopy) : args
  const result = await FUNCTIONS[callee.name]!(owned, run)
  countWork(run, [result])
  return result
}

function lookUp(name: string, run: RunState): Value {
  const value = run.variables.get(name)
  if (value === undefined) throw new QueryError('VariableNotDefined', name)
  return value
}
