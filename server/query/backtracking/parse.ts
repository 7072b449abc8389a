// Patterns to trees: choices, sequences and repetition.
import { anyButLineEnd, anyChar, charTest, literalTest } from './char-test.ts'
import { parseBrackets } from './parse-brackets.ts'
import { escapedChar, escapedSet } from './parse-escape.ts'
import { parseGroup, reference } from './parse-group.ts'
import * as places from './places.ts'
import { accept, startScan, take, takeCodePoint, wrong, type PatternScan } from './scan.ts'
import { NOTHING, type Node, type PlaceTest } from './syntax.ts'

const MAX_DEPTH = 200
const MAX_REPEATED = 20

export interface ParsedPattern {
  readonly root: Node
  readonly groups: number
}

/** Throws RegexSyntaxError. */
export function parsePattern(pattern: string): ParsedPattern {
  const scan = startScan(pattern, parseChoice)
  const root = parseChoice(scan)
  if (scan.at < pattern.length) throw wrong(scan, 'an opening parenthesis before')
  for (const check of scan.unresolved) check()
  return { root, groups: scan.groups }
}

function parseChoice(scan: PatternScan): Node {
  if (scan.depth === MAX_DEPTH) throw wrong(scan, 'less nesting')
  scan.depth++
  const options = [sequence(scan)]
  while (accept(scan, '|')) options.push(sequence(scan))
  scan.depth--
  return options.length === 1 ? options[0]! : { kind: 'choice', options }
}

const SEQUENCE_END = /[|)]|$/y

function sequence(scan: PatternScan): Node {
  const parts: Node[] = []
  for (;;) {
    skipBlank(scan)
    SEQUENCE_END.lastIndex = scan.at
    if (SEQUENCE_END.test(scan.pattern)) break
    parts.push(repeated(scan, atom(scan)))
  }
  return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts }
}

const BLANK = /(?:\s+|#[^\n]*)+/y

function skipBlank(scan: PatternScan): void {
  if (scan.flags.isVerbose) take(scan, BLANK)
}

const QUANTIFIER = /([*+?])|\{([0-9]{1,6})\}|\{([0-9]{0,6}),([0-9]{0,6})\}/y
const SIMPLE: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1],
}

function repeated(scan: PatternScan, body: Node): Node {
  let node = body
  for (let count = 0; ; count++) {
    if (count > MAX_REPEATED) throw wrong(scan, 'less repetition of repetitions before')
    skipBlank(scan)
    const found = take(scan, QUANTIFIER)
    if (found === null) return node
    const [least, most] = bounds(found)
    if (least > most) throw wrong(scan, 'a repetition that does not end before it begins, before')
    const isOther = accept(scan, '?')
    const isPossessive = !isOther && accept(scan, '+')
    const isGreedy = isPossessive || scan.flags.isLazy === isOther
    const repeat: Node = { kind: 'repeat', body: node, least, most, isGreedy }
    node = isPossessive ? { kind: 'atomic', body: repeat } : repeat
  }
}

function bounds([, simple, exact, from, to]: RegExpExecArray): readonly [number, number] {
  if (simple !== undefined) return SIMPLE[simple]!
  if (exact !== undefined) return [Number(exact), Number(exact)]
  return [Number(from), to === '' ? Infinity : Number(to)]
}

function atom(scan: PatternScan): Node {
  const { flags } = scan
  if (accept(scan, '(')) return parseGroup(scan)
  if (accept(scan, '[')) return { kind: 'char', test: parseBrackets(scan) }
  if (accept(scan, '.')) return { kind: 'char', test: flags.dotIsAll ? anyChar : anyButLineEnd }
  if (accept(scan, '^')) return place(flags.isMultiline ? places.atLineStart : places.atStart)
  if (accept(scan, '$')) return place(flags.isMultiline ? places.atLineEnd : places.atEnd)
  if (scan.pattern[scan.at] === '\\') return escape(scan)
  QUANTIFIER.lastIndex = scan.at
  if (QUANTIFIER.test(scan.pattern)) throw wrong(scan, 'something to repeat before')
  return { kind: 'char', test: literalTest(takeCodePoint(scan), flags.ignoresCase) }
}

function place(test: PlaceTest): Node {
  return { kind: 'place', test }
}

const PLACE = /\\([AzZbB])(?!\{)/y
const NUMBER = /\\([1-9][0-9]?)/y
const NAME = /\\k(?:<(\w+)>|'(\w+)'|\{(\w+)\})/y

function escape(scan: PatternScan): Node {
  const letter = take(scan, PLACE)?.[1]
  if (letter !== undefined) return place(escapedPlace(letter, scan.flags.isUnicode))
  // It moves the beginning of what is found, and only whether something is found matters.
  if (accept(scan, '\\K')) return NOTHING
  const to = (take(scan, NUMBER) ?? take(scan, NAME))?.slice(1).find(Boolean)
  if (to !== undefined) return reference(scan, to)
  const { ignoresCase } = scan.flags
  const set = escapedSet(scan)
  if (set !== undefined) return { kind: 'char', test: charTest(set, ignoresCase) }
  return { kind: 'char', test: literalTest(escapedChar(scan), ignoresCase) }
}

function escapedPlace(letter: string, isUnicode: boolean): PlaceTest {
  if (letter === 'A') return places.atStart
  if (letter === 'z') return places.atEnd
  if (letter === 'Z') return places.atLastLineEnd
  return places.wordBorder(isUnicode, letter === 'B')
}
