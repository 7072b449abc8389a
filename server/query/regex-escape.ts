// Escapes outside of brackets.
import { setFor } from './regex-sets.ts'
import { refuse, take, type RegexScan } from './regex-scan.ts'

const CODE_POINT =
  /\\(?:[xuU]\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y
const PROPERTY =
  /\\([pP])(?:\{(\^?)(?:(?:gc|sc|scx|General_Category|Script|Script_Extensions)[=:])?(\w+)\}|([A-Z]))/y
const SET = /\\([dDwWsShH])/y

export function translateEscape(scan: RegexScan): string {
  const set = take(scan, SET)
  if (set !== null) return setFor(set[1]!, scan.unicode).alone
  const shared = translateSharedEscape(scan)
  if (shared !== undefined) return shared
  const char = scan.pattern[scan.at + 1] ?? ''
  if (/[1-9]/.test(char)) throw refuse(scan, 'a backreference')
  if (/[bB]/.test(char) && scan.unicode) {
    scan.hasBorders = true
    if (scan.dropsBorders) return advance(scan, '(?:)')
  }
  if (char === 'k' || char === 'g') throw refuse(scan, 'a backreference')
  // Before one last line end or at the end. What follows cannot match anyway.
  if (char === 'Z') return advance(scan, '\\n?\\z')
  if (/[A-Za-z]/.test(char) && !/[AzbBntrfva]/.test(char))
    throw refuse(scan, `the escape \\${char}`)
  return advance(scan, `\\${char}`)
}

/** Escapes that mean one character or a Unicode property, the same inside brackets. */
export function translateSharedEscape(scan: RegexScan): string | undefined {
  const codePoint = take(scan, CODE_POINT)
  if (codePoint !== null) {
    const hex = codePoint.slice(1).find((digits) => digits !== undefined)!
    return `\\x{${hex}}`
  }
  const property = take(scan, PROPERTY)
  if (property !== null) {
    const [, letter, inverted, name, short] = property
    const isNegated = (letter === 'P') !== (inverted === '^')
    return `\\${isNegated ? 'P' : 'p'}{${name ?? short}}`
  }
  const char = scan.pattern[scan.at + 1] ?? ''
  if (char === 'e') return advance(scan, '\\x1b')
  // Letters without an ASCII meaning may be escaped too.
  if (char > '\u007f') {
    scan.at++
    return ''
  }
  return undefined
}

function advance(scan: RegexScan, translated: string): string {
  scan.at += 2
  return translated
}
