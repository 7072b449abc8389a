// One pseudonym per text, drawn by a keyed hash: the same text gets the same, different texts get different ones,
// and no word of the originals is among them. The key is drawn for one import and forgotten with it.
import { createHmac, randomBytes } from 'node:crypto'

import { UsageError } from '../../core/errors.ts'

/** A draw for each character: what it may become, first choice and, where that is used up, second choice. */
export interface Choices {
  readonly narrow: readonly (readonly string[])[]
  readonly wide: readonly (readonly string[])[]
}

export interface Pseudonyms {
  /** `kind` keeps apart what never meets, such as words and numbers. */
  readonly of: (kind: string, text: string, choices: () => Choices) => string
}

export interface Taste {
  readonly isForbidden: (candidate: string) => boolean
  /** Better not, but better than nothing. */
  readonly isUnlucky: (candidate: string) => boolean
}

export function openPseudonyms({ isForbidden, isUnlucky }: Taste): Pseudonyms {
  const secret = randomBytes(32)
  const given = new Map<string, string>()
  const taken = new Set<string>()
  const isFree = (kind: string, text: string, candidate: string) =>
    !taken.has(`${kind}/${candidate}`) &&
    !isForbidden(candidate) &&
    (candidate !== text || text.length < 3)
  return {
    of: (kind, text, choices) => {
      const key = `${kind}/${text}`
      const found = given.get(key)
      if (found !== undefined) return found
      const pseudonym = draw(secret, key, choices(), {
        isForbidden: (one) => !isFree(kind, text, one),
        isUnlucky,
      })
      given.set(key, pseudonym)
      taken.add(`${kind}/${pseudonym}`)
      return pseudonym
    },
  }
}

const NARROW_DRAWS = 32
const WIDE_DRAWS = 1_024
/** Where chance no longer finds the last free ones, all are looked at. */
const SCAN_MAX = 1_000_000

function draw(
  secret: Buffer,
  key: string,
  { narrow, wide }: Choices,
  { isForbidden, isUnlucky }: Taste,
): string {
  for (let attempt = 0; attempt < NARROW_DRAWS + WIDE_DRAWS; attempt++) {
    const isEarly = attempt < NARROW_DRAWS
    const letters = isEarly ? narrow : wide
    const numbers = openNumbers(secret, `${attempt}/${key}`)
    const candidate = letters.map((some) => some[numbers() % some.length]!).join('')
    if (!isForbidden(candidate) && !(isEarly && isUnlucky(candidate))) return candidate
  }
  const candidate = scan(wide, isForbidden)
  if (candidate !== undefined) return candidate
  throw new UsageError(
    `Expected a free pseudonym of ${wide.length} characters, but so many texts of that length and kind are in the ` +
      'database that all are taken; import it without --anonymise, or fewer buckets of it.',
  )
}

/** Whole numbers below 2^32, as many as needed. */
function openNumbers(secret: Buffer, key: string): () => number {
  let block = Buffer.alloc(0)
  let blocks = 0
  let offset = 0
  return () => {
    if (offset + 4 > block.length) {
      block = createHmac('sha256', secret).update(`${blocks++}/${key}`).digest()
      offset = 0
    }
    offset += 4
    return block.readUInt32LE(offset - 4)
  }
}

function scan(
  letters: readonly (readonly string[])[],
  isForbidden: (candidate: string) => boolean,
): string | undefined {
  const all = letters.reduce((product, some) => product * some.length, 1)
  if (all > SCAN_MAX) return undefined
  for (let number = 0; number < all; number++) {
    let rest = number
    let candidate = ''
    for (const some of letters) {
      candidate += some[rest % some.length]!
      rest = Math.floor(rest / some.length)
    }
    if (!isForbidden(candidate)) return candidate
  }
  return undefined
}
