// Bracket expressions to those of flag v: `[a-z&&[^aeiou]\d]`.
import { charTest, literalSet } from './char-test.ts'
import { escapedChar, escapedSet } from './parse-escape.ts'
import { accept, take, takeCodePoint, wrong, type PatternScan } from './scan.ts'
import type { CharTest } from './syntax.ts'

const POSIX = /\[:(\^?)([a-z]+):\]/y
const OPERATOR = /&&|--|~~/y
/** A hyphen that is not the last thing in its set. */
const RANGE = /-(?![\]-])/y
const MAX_DEPTH = 100
const BRACKET = 0x5d
const HYPHEN = 0x2d

const POSIX_SETS: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\u{0}-\\u{7f}',
  blank: '\\u{9}\\u{20}',
  cntrl: '\\u{0}-\\u{1f}\\u{7f}',
  digit: '0-9',
  graph: '\\u{21}-\\u{7e}',
  lower: 'a-z',
  print: '\\u{20}-\\u{7e}',
  punct: '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}',
  space: '\\u{9}-\\u{d}\\u{20}',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

/** Behind the opening bracket. */
export function parseBrackets(scan: PatternScan): CharTest {
  const from = scan.at - 1
  const set = brackets(scan, 0)
  try {
    return charTest(set, scan.flags.ignoresCase)
  } catch (error) {
    // Ranges that run backwards, and properties that nobody knows.
    scan.at = from
    throw wrong(scan, `a set of characters (${(error as Error).message})`)
  }
}

function brackets(scan: PatternScan, depth: number): string {
  if (depth > MAX_DEPTH) throw wrong(scan, 'less nesting')
  const negation = accept(scan, '^') ? '^' : ''
  let left: string | undefined
  let operator = ''
  for (;;) {
    const right = union(scan, depth, left === undefined)
    left = left === undefined ? right : combined(left, operator, right)
    operator = take(scan, OPERATOR)?.[0] ?? ''
    if (operator === '') break
  }
  if (!accept(scan, ']')) throw wrong(scan, 'a closing bracket')
  return `[${negation}${left}]`
}

function combined(left: string, operator: string, right: string): string {
  if (operator !== '~~') return `[${left}]${operator}[${right}]`
  return `[[${left}]--[${right}]][[${right}]--[${left}]]`
}

/** Members up to an operator or the closing bracket, which is a member where it comes first. */
function union(scan: PatternScan, depth: number, isFirst: boolean): string {
  const { pattern } = scan
  let members = isFirst && accept(scan, ']') ? literalSet(BRACKET) : ''
  // So are hyphens there.
  if (isFirst && members === '') while (accept(scan, '-')) members = literalSet(HYPHEN)
  for (;;) {
    if (scan.flags.isVerbose) take(scan, /\s+/y)
    if (scan.at >= pattern.length) throw wrong(scan, 'a closing bracket')
    if (pattern[scan.at] === ']') return members
    OPERATOR.lastIndex = scan.at
    if (OPERATOR.test(pattern)) return members
    members += member(scan, depth)
  }
}

function member(scan: PatternScan, depth: number): string {
  const posix = take(scan, POSIX)
  if (posix !== null) return posixSet(scan, posix[2]!, posix[1] === '^')
  if (accept(scan, '[')) return brackets(scan, depth + 1)
  const set = escapedSet(scan)
  if (set !== undefined) return set
  const first = char(scan)
  if (take(scan, RANGE) === null) return literalSet(first)
  return `${literalSet(first)}-${literalSet(char(scan))}`
}

function char(scan: PatternScan): number {
  return scan.pattern[scan.at] === '\\' ? escapedChar(scan) : takeCodePoint(scan)
}

function posixSet(scan: PatternScan, name: string, isNegated: boolean): string {
  const set = Object.hasOwn(POSIX_SETS, name) ? POSIX_SETS[name] : undefined
  if (set === undefined) throw wrong(scan, `a class that is known, not [:${name}:]`)
  return `[${isNegated ? '^' : ''}${set}]`
}
