// The part of an address that names a computer: what replaces a port, an IPv4 or an IPv6 address has to be one, too,
// or servers that take addresses apart would go another way.
import type { Choices, Pseudonyms } from './pseudonyms.ts'

/** User, host and port behind `scheme:`, up to the path. */
const AUTHORITY = /^(\/\/(?:[^/?#@]*@)?)(\[[\da-f:.]+\]|[^/?#:]*)(?::(\d{1,5}))?(?=[/?#]|$)/i

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/

const DIGITS = '0123456789'.split('')
const NONZERO = DIGITS.slice(1)
const HEX_LETTERS = 'abcdef'.split('')

/** `rest` is what follows the scheme's colon; the path and all behind it are left to `change`. */
export function changeAddress(
  rest: string,
  change: (text: string) => string,
  pseudonyms: Pseudonyms,
): string {
  const authority = AUTHORITY.exec(rest)
  if (authority === null) return change(rest)
  const [all, before, host, port] = authority as unknown as [string, string, string, string?]
  const pseudonym = (kind: string, text: string, letters: Choices['wide']) =>
    pseudonyms.of(kind, text, () => ({ narrow: letters, wide: letters }))
  const numeric = host.startsWith('[')
    ? pseudonym('ipv6', host, Array.from(host, hexLetters))
    : IPV4.test(host)
      ? pseudonym('ipv4', host, host.split('.').flatMap(octetLetters))
      : change(host)
  const newPort = port === undefined ? '' : `:${pseudonym('port', port, portLetters(port))}`
  return change(before) + numeric + newPort + change(rest.slice(all.length))
}

/** Never above 65,535, nor 80 or 443, which addresses leave out. */
function portLetters(port: string): readonly (readonly string[])[] {
  const first = { 1: NONZERO, 5: '1235'.split('') }[port.length] ?? '1235679'.split('')
  return [first, ...Array.from(port.slice(1), () => DIGITS)]
}

function hexLetters(character: string): readonly string[] {
  if (/\d/.test(character)) return NONZERO
  return /[a-f]/i.test(character) ? HEX_LETTERS : [character]
}

/** At most 255 and without a leading zero. */
function octetLetters(octet: string, index: number): (readonly string[])[] {
  const first = octet.length === 3 ? ['1'] : octet.length === 2 ? NONZERO : DIGITS
  const digits = [first, ...Array.from(octet.slice(1), () => DIGITS)]
  return index === 0 ? digits : [['.'], ...digits]
}
