// Clients' patterns (Rust's syntax, with habits from Python and Oniguruma) to the syntax of RE2. Only whether
// a match exists matters, so groups need no names and no numbers. One difference cannot be translated: RE2's `\b`
// sees borders of ASCII words only.
import { translateBrackets } from './regex-brackets.ts'
import { translateEscape } from './regex-escape.ts'
import { lookingAt, refuse, take, type RegexScan } from './regex-scan.ts'

export interface Translation {
  readonly exact: string
  /** Without borders of words, if the pattern has such of all scripts. */
  readonly borderless: string | undefined
}

/** Throws RegexTranslateError for lookaround, backreferences and the like. */
export function translateRegex(pattern: string): Translation {
  const scan = startScan(pattern, false)
  const exact = translateAll(scan)
  const borderless = scan.hasBorders ? translateAll(startScan(pattern, true)) : undefined
  return { exact, borderless }
}

function startScan(pattern: string, dropsBorders: boolean): RegexScan {
  return { pattern, at: 0, verbose: false, unicode: true, dropsBorders, hasBorders: false }
}

function translateAll(scan: RegexScan): string {
  const { pattern } = scan
  // The flags to come back to at the end of each open group.
  const outerFlags: Pick<RegexScan, 'verbose' | 'unicode'>[] = []
  let translated = ''
  while (scan.at < pattern.length) {
    const char = pattern[scan.at]!
    if (char === '(') {
      const { verbose, unicode } = scan
      const opening = translateOpening(scan)
      if (opening.opensGroup) outerFlags.push({ verbose, unicode })
      translated += opening.text
    } else if (char === ')') {
      Object.assign(scan, outerFlags.pop())
      translated += char
      scan.at++
    } else translated += translatePiece(scan, char)
  }
  return translated
}

function translatePiece(scan: RegexScan, char: string): string {
  if (char === '\\') return translateEscape(scan)
  if (char === '[') return translateBrackets(scan)
  if (scan.verbose && take(scan, /\s+|#[^\n]*/y) !== null) return ''
  const upTo = take(scan, /\{,([0-9]+)\}/y)
  if (upTo !== null) return `{0,${upTo[1]}}`
  const literal = String.fromCodePoint(scan.pattern.codePointAt(scan.at)!)
  scan.at += literal.length
  return literal
}

interface Opening {
  readonly text: string
  readonly opensGroup: boolean
}

const NAMED_GROUP = /\(\?P?<(?![=!])[^>]*>/y
const FLAGS = /\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/y
const COMMENT = /\(\?#[^)]*\)/y

const UNSUPPORTED_GROUPS: readonly (readonly [string, string])[] = [
  ['(?=', 'lookahead'],
  ['(?!', 'lookahead'],
  ['(?<=', 'lookbehind'],
  ['(?<!', 'lookbehind'],
  ['(?>', 'an atomic group'],
  ['(?(', 'a conditional'],
  ['(?P=', 'a backreference'],
  ['(?P>', 'a subroutine call'],
]

function translateOpening(scan: RegexScan): Opening {
  for (const [opening, name] of UNSUPPORTED_GROUPS) {
    if (lookingAt(scan, opening)) throw refuse(scan, name)
  }
  if (take(scan, COMMENT) !== null) return { text: '', opensGroup: false }
  if (take(scan, NAMED_GROUP) !== null) return { text: '(?:', opensGroup: true }
  const flags = take(scan, FLAGS)
  if (flags !== null) return applyFlags(scan, flags[1]!, flags[2] ?? '', flags[3] === ':')
  if (lookingAt(scan, '(?'))
    throw refuse(scan, `the group ${scan.pattern.slice(scan.at, scan.at + 4)}`)
  scan.at++
  return { text: '(?:', opensGroup: true }
}

/** The flags x and u are ours; i, m, s and U are the engine's. */
function applyFlags(scan: RegexScan, on: string, off: string, opensGroup: boolean): Opening {
  if (/[^imsUxu]/.test(on + off)) throw refuse(scan, `one of the flags "${on}-${off}"`)
  const engineFlags = (flags: string) => flags.replace(/[xu]/g, '')
  const minus = engineFlags(off) === '' ? '' : `-${engineFlags(off)}`
  const flags = engineFlags(on) + minus
  if (/x/.test(on + off)) scan.verbose = on.includes('x')
  if (/u/.test(on + off)) scan.unicode = on.includes('u')
  if (opensGroup) return { text: `(?${flags}:`, opensGroup }
  return { text: flags === '' ? '' : `(?${flags})`, opensGroup }
}
