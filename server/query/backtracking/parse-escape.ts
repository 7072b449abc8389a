// Escapes that stand for characters and sets, inside and outside of brackets.
import { memberSet } from '../regex-sets.ts'
import { take, takeCodePoint, wrong, type PatternScan } from './scan.ts'

const SET = /\\([dDwWsShH])/y
const PROPERTY = /\\([pP])(?:\{(\^?)(?:\w+[=:])?(\w+)\}|([A-Z]))/y
const CODE_POINT =
  /\\(?:[xuU]\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y
const LAST_CODE_POINT = 0x10ffff

const CONTROLS: Readonly<Record<string, number>> = {
  a: 0x07,
  e: 0x1b,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
}

/** A bracket expression with flag v, if a set stands here. */
export function escapedSet(scan: PatternScan): string | undefined {
  const letter = take(scan, SET)?.[1]
  if (letter !== undefined) return memberSet(letter, scan.flags.isUnicode)
  const property = take(scan, PROPERTY)
  if (property === null) return undefined
  const [, kind, inverted, long, short] = property
  const isNegated = (kind === 'P') !== (inverted === '^')
  const found = propertySet(long ?? short!, isNegated ? 'P' : 'p')
  if (found === undefined) throw wrong(scan, `a property that is known, not ${property[0]}, before`)
  return found
}

/** General categories and scripts need no name of the property before them in Rust. */
function propertySet(name: string, kind: 'p' | 'P'): string | undefined {
  const capital = name.charAt(0).toUpperCase() + name.slice(1)
  return [name, capital, `Script=${name}`, `Script=${capital}`]
    .map((each) => `[\\${kind}{${each}}]`)
    .find(isSet)
}

function isSet(set: string): boolean {
  try {
    return new RegExp(set, 'v').source !== ''
  } catch {
    return false
  }
}

/** The one character of an escape. */
export function escapedChar(scan: PatternScan): number {
  const hex = take(scan, CODE_POINT)
    ?.slice(1)
    .find((digits) => digits !== undefined)
  if (hex !== undefined) {
    const codePoint = Number.parseInt(hex, 16)
    if (codePoint <= LAST_CODE_POINT) return codePoint
    throw wrong(scan, `a code point up to 10FFFF, not ${hex}, before`)
  }
  scan.at++
  const codePoint = takeCodePoint(scan)
  const char = String.fromCodePoint(codePoint)
  if (Object.hasOwn(CONTROLS, char)) return CONTROLS[char]!
  if (/[A-Za-z0-9]/.test(char)) throw wrong(scan, `an escape that is known, not \\${char}, before`)
  return codePoint
}
