// What begins with a parenthesis: groups of all kinds, flags and comments.
import { accept, take, wrong, type Flags, type PatternScan } from './scan.ts'
import { NOTHING, type Node } from './syntax.ts'

const COMMENT = /\?#[^)]*\)/y
const NAME = /\?P?<(\w+)>/y
const FLAGS = /\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/y
const CONDITION = /\?\((?:<(\w+)>|'(\w+)'|([0-9]+))\)/y
const BACK = /\?P=(\w+)\)/y

const LOOKS: readonly (readonly [opening: string, isBehind: boolean, isNegated: boolean])[] = [
  ['?=', false, false],
  ['?!', false, true],
  ['?<=', true, false],
  ['?<!', true, true],
]

/** Behind the parenthesis. */
export function parseGroup(scan: PatternScan): Node {
  if (take(scan, COMMENT) !== null) return NOTHING
  const look = LOOKS.find(([opening]) => accept(scan, opening))
  if (look !== undefined) {
    return { kind: 'look', isBehind: look[1], isNegated: look[2], body: inside(scan) }
  }
  if (accept(scan, '?>')) return { kind: 'atomic', body: inside(scan) }
  const back = take(scan, BACK)
  if (back !== null) return reference(scan, back[1]!)
  const condition = take(scan, CONDITION)
  if (condition !== null) return conditional(scan, condition.slice(1).find(Boolean)!)
  const name = take(scan, NAME)?.[1]
  if (name !== undefined || scan.pattern[scan.at] !== '?') return capture(scan, name)
  return flagged(scan)
}

function capture(scan: PatternScan, name: string | undefined): Node {
  const group = ++scan.groups
  if (name !== undefined) {
    if (scan.names.has(name)) throw wrong(scan, `another name than ${name}, which is taken, before`)
    scan.names.set(name, group)
  }
  return { kind: 'capture', group, body: inside(scan) }
}

/** Up to the closing parenthesis; flags end there. */
function inside(scan: PatternScan): Node {
  const outer = scan.flags
  scan.flags = { ...outer }
  const body = scan.parseBody(scan)
  scan.flags = outer
  if (!accept(scan, ')')) throw wrong(scan, 'a closing parenthesis')
  return body
}

function flagged(scan: PatternScan): Node {
  const found = take(scan, FLAGS)
  if (found === null) throw wrong(scan, 'a group that is known')
  const [, on, off = '', end] = found
  const changed = { ...scan.flags }
  setFlags(scan, changed, on!, true)
  setFlags(scan, changed, off, false)
  const outer = scan.flags
  scan.flags = changed
  if (end === ')') return NOTHING
  const body = inside(scan)
  scan.flags = outer
  return body
}

const FLAG_NAMES: Readonly<Record<string, keyof Flags>> = {
  i: 'ignoresCase',
  m: 'isMultiline',
  s: 'dotIsAll',
  U: 'isLazy',
  x: 'isVerbose',
  u: 'isUnicode',
}

function setFlags(scan: PatternScan, flags: Flags, letters: string, isOn: boolean): void {
  for (const letter of letters) {
    const name = FLAG_NAMES[letter]
    if (name === undefined) throw wrong(scan, `flags of "imsUxu", not "${letter}", before`)
    flags[name] = isOn
  }
}

/** By number or name, of a group that may come later. */
export function reference(scan: PatternScan, to: string): Node {
  return { kind: 'reference', group: groupOf(scan, to), ignoresCase: scan.flags.ignoresCase }
}

function conditional(scan: PatternScan, to: string): Node {
  const group = groupOf(scan, to)
  const body = inside(scan)
  const options = body.kind === 'choice' ? body.options : [body]
  if (options.length > 2) throw wrong(scan, 'two branches of a condition at most, before')
  return { kind: 'conditional', group, present: options[0]!, absent: options[1] ?? NOTHING }
}

function groupOf(scan: PatternScan, to: string): number {
  const group = /^[0-9]+$/.test(to) ? Number(to) : scan.names.get(to)
  if (group === undefined) throw wrong(scan, `a group called ${to} before`)
  const { at } = scan
  scan.unresolved.push(() => {
    if (group > 0 && group <= scan.groups) return
    scan.at = at
    throw wrong(scan, `a group with number ${to} for what stands before`)
  })
  return group
}
