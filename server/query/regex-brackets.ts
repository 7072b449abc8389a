// Bracket expressions: `[a-z\d]`.
import { translateSharedEscape } from './regex-escape.ts'
import { setFor } from './regex-sets.ts'
import { lookingAt, refuse, take, type RegexScan } from './regex-scan.ts'

const OPENING = /\[\^?\]?/y
const POSIX_CLASS = /\[:\^?[a-z]+:\]/y
const SET = /\\([dDwWsShH])/y
const SET_OPERATORS = ['&&', '--', '~~']

/** Reads up to the closing bracket; if there is none, the engine refuses what comes out. */
export function translateBrackets(scan: RegexScan): string {
  let translated = take(scan, OPENING)![0].replace(']', '\\]')
  while (scan.at < scan.pattern.length) {
    if (lookingAt(scan, ']')) {
      scan.at++
      return `${translated}]`
    }
    translated += translateMember(scan)
  }
  return translated
}

function translateMember(scan: RegexScan): string {
  const posix = take(scan, POSIX_CLASS)
  if (posix !== null) return posix[0]
  if (lookingAt(scan, '[')) throw refuse(scan, 'a set inside a set')
  for (const operator of SET_OPERATORS) {
    if (lookingAt(scan, operator)) throw refuse(scan, `the set operator ${operator}`)
  }
  if (lookingAt(scan, '\\')) return translateEscapedMember(scan)
  if (scan.verbose && take(scan, /\s+/y) !== null) return ''
  const literal = String.fromCodePoint(scan.pattern.codePointAt(scan.at)!)
  scan.at += literal.length
  return literal
}

function translateEscapedMember(scan: RegexScan): string {
  const set = take(scan, SET)
  if (set !== null) return setFor(set[1]!, scan.unicode).inBrackets
  const shared = translateSharedEscape(scan)
  if (shared !== undefined) return shared
  const char = scan.pattern[scan.at + 1] ?? ''
  if (/[A-Za-z0-9]/.test(char) && !/[ntrfva]/.test(char)) {
    throw refuse(scan, `the escape \\${char} in a set`)
  }
  scan.at += 2
  return `\\${char}`
}
