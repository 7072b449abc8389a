// JSON strings: runs without escapes are sliced, escapes are decoded, lone surrogates refused.
import { jsonError, type JsonScan } from './json-scan.ts'

// oxlint-disable-next-line no-control-regex -- controls are what JSON forbids
const PLAIN_RUN = /[^"\\\u0000-\u001f]*/y
const HEX4 = /[0-9a-fA-F]{4}/y

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

export function scanString(scan: JsonScan): string {
  if (scan.text.charCodeAt(scan.at) !== 0x22) throw jsonError(scan, 'a string')
  scan.at++
  let value = plainRun(scan)
  for (;;) {
    const char = scan.text[scan.at]
    if (char === '"') break
    if (char !== '\\') throw jsonError(scan, 'the end of a string, without raw control characters')
    value += escape(scan) + plainRun(scan)
  }
  scan.at++
  return value
}

function plainRun(scan: JsonScan): string {
  PLAIN_RUN.lastIndex = scan.at
  PLAIN_RUN.test(scan.text)
  const run = scan.text.slice(scan.at, PLAIN_RUN.lastIndex)
  scan.at = PLAIN_RUN.lastIndex
  return run
}

function escape(scan: JsonScan): string {
  const char = scan.text[scan.at + 1] ?? ''
  if (char === 'u') return unicodeEscape(scan)
  const decoded = Object.hasOwn(SIMPLE_ESCAPES, char) ? SIMPLE_ESCAPES[char] : undefined
  if (decoded === undefined) throw jsonError(scan, 'an escape that JSON knows')
  scan.at += 2
  return decoded
}

function unicodeEscape(scan: JsonScan): string {
  const first = hexUnit(scan)
  if (first < 0xd800 || first > 0xdfff) return String.fromCharCode(first)
  const isPair = first <= 0xdbff && scan.text.startsWith('\\u', scan.at)
  const afterFirst = scan.at
  const second = isPair ? hexUnit(scan) : 0
  if (second >= 0xdc00 && second <= 0xdfff) return String.fromCharCode(first, second)
  if (scan.onLoneSurrogate === undefined) throw jsonError(scan, 'a complete surrogate pair')
  scan.onLoneSurrogate()
  scan.at = afterFirst
  return String.fromCharCode(first)
}

function hexUnit(scan: JsonScan): number {
  HEX4.lastIndex = scan.at + 2
  const match = HEX4.exec(scan.text)
  if (match === null) throw jsonError(scan, 'four hexadecimal digits')
  scan.at += 6
  return Number.parseInt(match[0], 16)
}
