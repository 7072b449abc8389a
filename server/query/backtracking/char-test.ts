// Sets of characters, spelled as brackets of JavaScript's expressions with flag v: those know properties, nested
// sets and simple case folding as Rust's do. A set tests one character at a time, so nothing backtracks here.
import { memberSet } from '../regex-sets.ts'
import type { CharTest } from './syntax.ts'

const ASCII = 128
const NOT_ASKED = -1
const LINE_END = 0x0a

/** `set` is a bracket expression with flag v. Throws a SyntaxError for one that is not. */
export function charTest(set: string, ignoresCase: boolean): CharTest {
  const expression = new RegExp(set, ignoresCase ? 'iv' : 'v')
  const isIn = (codePoint: number) => expression.test(String.fromCodePoint(codePoint))
  const ascii = new Int8Array(ASCII).fill(NOT_ASKED)
  return (codePoint) => {
    if (codePoint >= ASCII) return isIn(codePoint)
    if (ascii[codePoint] === NOT_ASKED) ascii[codePoint] = Number(isIn(codePoint))
    return ascii[codePoint] === 1
  }
}

/** One character inside of brackets. */
export function literalSet(codePoint: number): string {
  return `\\u{${codePoint.toString(16)}}`
}

export function literalTest(codePoint: number, ignoresCase: boolean): CharTest {
  if (!ignoresCase) return (other) => other === codePoint
  const wanted = folded(codePoint)
  return (other) => other === codePoint || folded(other) === wanted
}

/** Equal for letters that differ in nothing but their case. */
export function folded(codePoint: number): string {
  return String.fromCodePoint(codePoint).toUpperCase().toLowerCase()
}

export const anyChar: CharTest = () => true
export const anyButLineEnd: CharTest = (codePoint) => codePoint !== LINE_END

const words = new Map<boolean, CharTest>()

/** What `\w` matches. */
export function wordTest(isUnicode: boolean): CharTest {
  const known = words.get(isUnicode) ?? charTest(memberSet('w', isUnicode), false)
  words.set(isUnicode, known)
  return known
}
