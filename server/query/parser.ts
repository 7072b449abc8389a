// Tokens to statements:
//   program   = { statement | ";" }
//   statement = "if" expr block { "elif" expr block } [ "else" block ] | [ "return" ] assign ";"
//   assign    = NAME "=" expr | expr
import { LIMITS } from './limits.ts'
import { tokenize } from './lexer.ts'
import { parseExpression } from './parse-expression.ts'
import { QueryError } from './query-error.ts'
import type { Assignable, IfStatement, Program, Statement } from './syntax.ts'
import { accept, expect, kindAt, nested, unexpected, type TokenReader } from './token-reader.ts'

/** Throws QueryError. */
export function parseProgram(text: string): Program {
  if (text.length > LIMITS.programChars) {
    const limit = `a query may have ${LIMITS.programChars} characters, this has ${text.length}`
    throw new QueryError('LimitExceeded', limit)
  }
  const reader: TokenReader = { tokens: tokenize(text), at: 0, depth: 0 }
  const program = statements(reader)
  if (kindAt(reader) !== undefined) throw unexpected(reader, 'a statement')
  return program
}

function statements(reader: TokenReader): Program {
  const found: Statement[] = []
  for (;;) {
    if (accept(reader, ';') !== undefined) continue
    const kind = kindAt(reader)
    if (kind === undefined || kind === '}') return found
    found.push(statement(reader))
  }
}

function statement(reader: TokenReader): Statement {
  if (accept(reader, 'if') !== undefined) return ifStatement(reader)
  const isReturn = accept(reader, 'return') !== undefined
  const value = assignable(reader)
  expect(reader, ';')
  return { kind: 'expression', value, isReturn }
}

function ifStatement(reader: TokenReader): IfStatement {
  const branches: IfStatement['branches'][number][] = []
  do {
    const condition = parseExpression(reader)
    branches.push({ condition, body: block(reader) })
  } while (accept(reader, 'elif') !== undefined)
  const otherwise = accept(reader, 'else') === undefined ? [] : block(reader)
  return { kind: 'if', branches, otherwise }
}

function block(reader: TokenReader): Program {
  expect(reader, '{')
  const body = nested(reader, statements)
  expect(reader, '}')
  return body
}

function assignable(reader: TokenReader): Assignable {
  if (kindAt(reader) !== 'name' || kindAt(reader, 1) !== '=') return parseExpression(reader)
  const { text } = expect(reader, 'name')
  expect(reader, '=')
  return { kind: 'assign', name: text, value: parseExpression(reader) }
}
