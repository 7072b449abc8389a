// Which characters may stand for a character: same kind, script, case and number of bytes, so that texts keep
// their length in memory, in the database and on the wire, and what a regular expression sees in them.

export interface Alphabet {
  /** Without vowels where there are some: no word of a natural language comes out by chance. */
  readonly narrow: readonly string[]
  readonly wide: readonly string[]
}

const SCRIPTS = [
  'Latin Greek Cyrillic Armenian Hebrew Arabic Devanagari Bengali Gurmukhi Gujarati Tamil Telugu Kannada',
  'Malayalam Sinhala Thai Lao Tibetan Myanmar Georgian Hangul Ethiopic Khmer Mongolian Hiragana Katakana Han',
]
  .join(' ')
  .split(' ')
  .map((script) => new RegExp(String.raw`^\p{Script=${script}}$`, 'u'))

const CATEGORIES = ['Lu', 'Ll', 'Lt', 'Lm', 'Lo', 'Nd', 'Nl', 'No'].map(
  (category) => new RegExp(String.raw`^\p{${category}}$`, 'u'),
)

/** First and last code point that takes so many bytes in UTF-8; the last range ends where letters do. */
const RANGES: Readonly<Record<number, readonly [number, number]>> = {
  1: [0x21, 0x7e],
  2: [0x80, 0x7ff],
  3: [0x800, 0xffff],
  4: [0x10000, 0x323af],
}

/** Fewer than this cannot keep apart what is to be kept apart: then any character of the category has to do. */
const LETTERS_MIN = 10

export function openAlphabets(): (character: string) => Alphabet {
  const known = new Map<string, Alphabet>()
  const byCharacter = new Map<string, Alphabet>()
  return (character) => {
    const found = byCharacter.get(character)
    if (found !== undefined) return found
    const kind = kindOf(character)
    const key = JSON.stringify(kind)
    const alphabet = known.get(key) ?? collect(kind)
    known.set(key, alphabet)
    byCharacter.set(character, alphabet)
    return alphabet
  }
}

interface Kind {
  readonly script: number
  readonly category: number
  readonly bytes: number
}

function kindOf(character: string): Kind {
  return {
    script: SCRIPTS.findIndex((script) => script.test(character)),
    category: CATEGORIES.findIndex((category) => category.test(character)),
    bytes: Buffer.byteLength(character),
  }
}

function collect(kind: Kind): Alphabet {
  const [first, last] = RANGES[kind.bytes]!
  const ofCategory: string[] = []
  const wide: string[] = []
  for (let code = first; code <= last; code++) {
    const character = String.fromCodePoint(code)
    if (!CATEGORIES[kind.category]!.test(character)) continue
    ofCategory.push(character)
    if (kindOf(character).script === kind.script) wide.push(character)
  }
  const letters = wide.length >= LETTERS_MIN ? wide : ofCategory
  const narrow = letters.filter((letter) => !/[aeiouyаеёиоуыэюя]/iu.test(letter))
  return { narrow: narrow.length >= LETTERS_MIN ? narrow : letters, wide: letters }
}
