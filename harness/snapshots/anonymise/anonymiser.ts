// Makes the rows of a database unreadable and keeps what decides performance: times, durations, which texts are
// equal, lengths, kinds of characters, the structure of addresses and the shape of JSON.
import type { BucketRow, KeyValueRow, StoredEvent } from '../new-database.ts'
import type { RowChanges } from '../row-changes.ts'
import type { SourceDatabase } from '../source-database.ts'
import { openAlphabets } from './alphabets.ts'
import { changeAddress } from './change-address.ts'
import { changeJson } from './change-json.ts'
import { changeText, type WordChanges } from './change-text.ts'
import { isKeptValue, keptOfName, keptOfText } from './kept-names.ts'
import { openPseudonyms, type Pseudonyms } from './pseudonyms.ts'

/** Reads all rows once beforehand: a pseudonym must not happen to be a word that stands somewhere else. */
export function openAnonymiser(source: SourceDatabase): RowChanges {
  const originals = collectWords(source)
  return changesOfRows(
    wordChanges(
      openPseudonyms({
        isForbidden: (candidate) =>
          wordsOf(candidate).some((word) => originals.has(word.toLowerCase())),
        isUnlucky: (candidate) => afterHex(candidate).some((word) => originals.has(word)),
      }),
    ),
  )
}

const LETTERS = /\p{L}{3,}/gu
const wordsOf = (text: string): readonly string[] => text.match(LETTERS) ?? []

/** What a text reads like after "%2F": the last digit of the encoding runs into its first letters. */
function afterHex(candidate: string): string[] {
  const beginning = /^\p{L}{2,}/u.exec(candidate)?.[0].toLowerCase()
  return beginning === undefined ? [] : HEX_LETTERS.map((letter) => letter + beginning)
}

const HEX_LETTERS = 'abcdef'.split('')

interface AllChanges extends WordChanges {
  /** What follows the scheme of an address. */
  readonly address: (rest: string, change: (text: string) => string) => string
  readonly number: (digits: string) => string
}

function collectWords(source: SourceDatabase): ReadonlySet<string> {
  const originals = new Set<string>()
  const collect = (text: string) => {
    for (const word of wordsOf(text)) originals.add(word.toLowerCase())
    return text
  }
  const same = {
    word: collect,
    bytes: (bytes: Buffer) => bytes,
    number: (digits: string) => digits,
    address: (rest: string, change: (text: string) => string) => change(rest),
  }
  const { bucket, event, keyValue } = changesOfRows(same)
  for (const row of source.buckets()) bucket(row)
  for (const row of source.keyValues()) keyValue(row)
  // As it stands, too: there the digits of percent signs are part of the words after them.
  const collectAll = remember((data) => collect(event({ ...NO_EVENT, data }).data))
  for (const row of source.events()) if (row !== undefined) collectAll(row.data)
  return originals
}

function wordChanges(pseudonyms: Pseudonyms): AllChanges {
  const alphabetOf = openAlphabets()
  return {
    word: (word) =>
      pseudonyms.of('word', word, () => {
        const alphabets = Array.from(word, alphabetOf)
        const wide = alphabets.map((alphabet) => alphabet.wide)
        const narrow = alphabets.map((alphabet) => alphabet.narrow)
        return { wide, narrow: wordsOf(word).length > 0 ? narrow : wide }
      }),
    bytes: (bytes) => {
      const hex = bytes.toString('latin1')
      const letters = Array.from(hex, (byte) => (byte < '\u0080' ? [byte] : HIGH_BYTES))
      return Buffer.from(
        pseudonyms.of('bytes', hex, () => ({ narrow: letters, wide: letters })),
        'latin1',
      )
    },
    number: (text) => changeNumber(text, pseudonyms),
    address: (rest, change) => changeAddress(rest, change, pseudonyms),
  }
}

const HIGH_BYTES = Array.from({ length: 128 }, (_, i) => String.fromCharCode(128 + i))
const NONZERO = '123456789'.split('')

const NO_EVENT = { id: 0n, bucket: 0n, startNs: 0n, endNs: 0n }

/** Zeros stay, so that no number gains or loses a digit, nor one that is no number results. */
function changeNumber(text: string, pseudonyms: Pseudonyms): string {
  const exponent = text.search(/[eE]/)
  const mantissa = exponent < 0 ? text : text.slice(0, exponent)
  const letters = Array.from(mantissa, (digit) => (/[1-9]/.test(digit) ? NONZERO : [digit]))
  const choices = () => ({ narrow: letters, wide: letters })
  return pseudonyms.of('number', mantissa, choices) + text.slice(mantissa.length)
}

function changesOfRows(changes: AllChanges): RowChanges {
  const { number } = changes
  const words = (value: string) => changeText(value, changes)
  const name = (value: string) => {
    const kept = keptOfName(value)
    return value.slice(0, kept) + words(value.slice(kept))
  }
  const text = (value: string) => {
    if (isKeptValue(value)) return value
    const kept = keptOfText(value)
    return kept === 0
      ? words(value)
      : value.slice(0, kept) + changes.address(value.slice(kept), words)
  }
  const json = remember((data) => changeJson(data, { text, number }))
  const settings = (value: string) => changeJson(value, { text: outsideEscapes(text), number })
  return {
    bucket: (row: BucketRow) => ({
      ...row,
      name: name(row.name),
      type: name(row.type),
      client: name(row.client),
      hostname: name(row.hostname),
      dataDeprecated: row.dataDeprecated === null ? null : json(row.dataDeprecated),
      data: json(row.data),
    }),
    event: (row: StoredEvent) => ({ ...row, data: json(row.data) }),
    keyValue: (row: KeyValueRow) => ({
      ...row,
      value: row.value === null ? null : settings(row.value),
    }),
  }
}

/** Categories are regular expressions: after a backslash a letter is no part of a word. */
function outsideEscapes(change: (text: string) => string): (text: string) => string {
  return (text) => text.replace(/(\\.)|[^\\]+/gs, (part, escape) => (escape ? part : change(part)))
}

/** Texts repeat by the thousand; forgetting all of them now and then bounds the memory. */
const REMEMBERED_MAX = 100_000

function remember(change: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= REMEMBERED_MAX) known.clear()
    const changed = change(text)
    known.set(text, changed)
    return changed
  }
}
