// The sets behind `\w \d \s \h` and their opposites. Clients mean all scripts; the engine would mean ASCII.

export interface RegexSet {
  /** As a pattern of its own. */
  readonly alone: string
  /** As a part of brackets. */
  readonly inBrackets: string
}

const UNICODE_SETS: Readonly<Record<string, string>> = {
  w: '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\x{200c}\\x{200d}',
  d: '\\p{Nd}',
  s: '\\t-\\r \\x{85}\\p{Z}',
}
const ASCII_SETS: Readonly<Record<string, string>> = {
  w: '0-9A-Za-z_',
  d: '0-9',
  s: '\\t-\\r ',
}
const HEX_DIGITS = '0-9A-Fa-f'

// The same sets for finding out their complements.
const MEMBERS: Readonly<Record<string, RegExp>> = {
  w: /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]/u,
  d: /\p{Nd}/u,
  s: /[\t-\r \u0085\p{Z}]/u,
}
const ASCII_MEMBERS: Readonly<Record<string, RegExp>> = {
  w: /[0-9A-Za-z_]/,
  d: /[0-9]/,
  s: /[\t-\r ]/,
}
const HEX_MEMBERS = /[0-9A-Fa-f]/

/** `letter` is one of `dDwWsShH`. */
export function setFor(letter: string, unicode: boolean): RegexSet {
  const name = letter.toLowerCase()
  const set = name === 'h' ? HEX_DIGITS : (unicode ? UNICODE_SETS : ASCII_SETS)[name]!
  if (letter === name) return { alone: `[${set}]`, inBrackets: set }
  const members = membersOf(name, unicode)
  return {
    alone: `[^${set}]`,
    get inBrackets() {
      return complement(members)
    },
  }
}

/** The same set as brackets of JavaScript's expressions with flag v. */
export function memberSet(letter: string, unicode: boolean): string {
  const set = membersOf(letter.toLowerCase(), unicode).source
  return letter === letter.toLowerCase() ? set : `[^${set.slice(1)}`
}

function membersOf(name: string, unicode: boolean): RegExp {
  return name === 'h' ? HEX_MEMBERS : (unicode ? MEMBERS : ASCII_MEMBERS)[name]!
}

const LAST_CODE_POINT = 0x10ffff
const complements = new Map<RegExp, string>()

/** RE2 has no nested brackets, so "everything but" is spelled out, once. */
function complement(members: RegExp): string {
  const known = complements.get(members)
  if (known !== undefined) return known
  let ranges = ''
  let from: number | undefined
  for (let code = 0; code <= LAST_CODE_POINT + 1; code++) {
    const isOutside = code <= LAST_CODE_POINT && !members.test(String.fromCodePoint(code))
    if (isOutside) from ??= code
    else if (from !== undefined) {
      ranges += `\\x{${from.toString(16)}}-\\x{${(code - 1).toString(16)}}`
      from = undefined
    }
  }
  complements.set(members, ranges)
  return ranges
}
