// Splits a text into words and what is between them. Words are what has to become unreadable; punctuation, spaces,
// symbols and percent signs are the structure of titles, paths and addresses and stay.

export interface WordChanges {
  /** A run of letters and digits. */
  readonly word: (word: string) => string
  /** Percent-encoded bytes that are no UTF-8. */
  readonly bytes: (bytes: Buffer) => Buffer
}

const PIECES = /(?<encoded>(?:%[0-9A-Fa-f]{2})+)|[\p{L}\p{N}]+/gu

export function changeText(text: string, changes: WordChanges): string {
  return text.replace(PIECES, (piece: string, encoded: string | undefined) =>
    encoded === undefined ? changes.word(piece) : changeEncoded(encoded, changes),
  )
}

function changeEncoded(encoded: string, changes: WordChanges): string {
  const bytes = Buffer.from(encoded.replaceAll('%', ''), 'hex')
  const text = bytes.toString('utf8')
  const isText = Buffer.from(text).equals(bytes)
  const changed = isText
    ? Buffer.from(text.replace(/[\p{L}\p{N}]+/gu, changes.word))
    : changes.bytes(bytes)
  const hex = [...changed].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return /[A-F]/.test(encoded) || !/[a-f]/.test(encoded) ? hex.toUpperCase() : hex
}
