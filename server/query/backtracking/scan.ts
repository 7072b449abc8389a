// Where the parser of a pattern stands, and the flags that hold there.
import { RegexSyntaxError, type Node } from './syntax.ts'

export interface Flags {
  /** i */
  ignoresCase: boolean
  /** m: `^` and `$` stand at line ends too. */
  isMultiline: boolean
  /** s: `.` is a line end too. */
  dotIsAll: boolean
  /** U: quantifiers are lazy, and greedy with `?`. */
  isLazy: boolean
  /** x: white space and comments do not count. */
  isVerbose: boolean
  /** u: sets know all scripts. */
  isUnicode: boolean
}

export interface PatternScan {
  readonly pattern: string
  at: number
  depth: number
  flags: Flags
  groups: number
  /** Reads what may stand inside of a group. */
  readonly parseBody: (scan: PatternScan) => Node
  readonly names: Map<string, number>
  /** References and the places of their groups' names, to be looked at when all groups are known. */
  readonly unresolved: (() => void)[]
}

const DEFAULT_FLAGS: Flags = {
  ignoresCase: false,
  isMultiline: false,
  dotIsAll: false,
  isLazy: false,
  isVerbose: false,
  isUnicode: true,
}

export function startScan(pattern: string, parseBody: PatternScan['parseBody']): PatternScan {
  const flags = { ...DEFAULT_FLAGS }
  const names = new Map<string, number>()
  return { pattern, at: 0, depth: 0, flags, groups: 0, parseBody, names, unresolved: [] }
}

/** Reads what the sticky expression matches here, if it does. */
export function take(scan: PatternScan, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = scan.at
  const match = sticky.exec(scan.pattern)
  if (match !== null) scan.at = sticky.lastIndex
  return match
}

export function accept(scan: PatternScan, text: string): boolean {
  if (!scan.pattern.startsWith(text, scan.at)) return false
  scan.at += text.length
  return true
}

export function takeCodePoint(scan: PatternScan): number {
  const codePoint = scan.pattern.codePointAt(scan.at)
  if (codePoint === undefined) throw wrong(scan, 'a character, but the pattern ends')
  scan.at += codePoint > 0xffff ? 2 : 1
  return codePoint
}

export function wrong(scan: PatternScan, expected: string): RegexSyntaxError {
  return new RegexSyntaxError(`expected ${expected} at offset ${scan.at}`)
}
