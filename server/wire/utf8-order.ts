// The order of texts by their UTF-8 bytes. JavaScript compares UTF-16 units, which puts U+E000–U+FFFF after
// the astral characters (written with surrogates); everything else agrees.

const FIRST_SURROGATE = 0xd800
const LAST_SURROGATE = 0xdfff

export function compareUtf8(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length)
  for (let i = 0; i < shorter; i++) {
    const a = left.charCodeAt(i)
    const b = right.charCodeAt(i)
    if (a !== b) return byteRank(a) - byteRank(b)
  }
  return left.length - right.length
}

function byteRank(unit: number): number {
  return unit >= FIRST_SURROGATE && unit <= LAST_SURROGATE ? unit + 0x10000 : unit
}
