// Remembers the data text of each event id between the reads of one connection: times come from the index
// alone then, which is three times as fast as reading rows. An id's text can change only when a client
// stores an event with an id; the writer counts these in shared memory, and the cache starts anew.

const FIRST_IDS = 1_024
/** Ids above are looked up each time: an id that a client made up must not cost memory. */
const MAX_ID = 1n << 24n
const MAX_TEXT_CHARS = 128 * 1024 * 1024

export interface TextCache {
  /** Index into the texts, or -1 if the id is not known. */
  readonly indexOf: (id: bigint) => number
  /** Undefined: the cache is at its limit and has been emptied. */
  readonly learn: (id: bigint, text: string) => number | undefined
  /** Rewrites `data` from indexes of the cache to those of a dictionary of just the texts used. */
  readonly compact: (data: Uint32Array) => string[]
  /** Forgets everything unless the count of rewritten ids is the one it was filled under. */
  readonly useAt: (rewrites: number) => void
}

export function textCache(maxTextChars: number = MAX_TEXT_CHARS): TextCache {
  let filledAt = 0
  /** Index + 1; 0: not known. */
  let byId = new Uint32Array(FIRST_IDS)
  let texts: string[] = []
  let indexes = new Map<string, number>()
  let chars = 0
  let local = new Int32Array(0)

  const clear = () => {
    byId = new Uint32Array(FIRST_IDS)
    texts = []
    indexes = new Map()
    chars = 0
  }
  const indexOfText = (text: string): number => {
    const known = indexes.get(text)
    if (known !== undefined) return known
    chars += text.length
    const index = texts.push(text) - 1
    indexes.set(text, index)
    return index
  }
  return {
    indexOf: (id) => (id >= 0n && id < byId.length ? byId[Number(id)]! - 1 : -1),
    learn: (id, text) => {
      const index = indexOfText(text)
      if (chars > maxTextChars) {
        clear()
        return undefined
      }
      if (id >= 0n && id < MAX_ID) {
        if (id >= byId.length) byId = widened(byId, Number(id))
        byId[Number(id)] = index + 1
      }
      return index
    },
    compact: (data) => {
      if (local.length < texts.length) local = new Int32Array(texts.length * 2).fill(-1)
      const used: number[] = []
      for (let i = 0; i < data.length; i++) {
        const index = data[i]!
        if (local[index] === -1) local[index] = used.push(index) - 1
        data[i] = local[index]!
      }
      for (const index of used) local[index] = -1
      return used.map((index) => texts[index]!)
    },
    useAt: (rewrites) => {
      if (rewrites !== filledAt) clear()
      filledAt = rewrites
    },
  }
}

function widened(byId: Uint32Array, id: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(Math.max(id + 1, byId.length * 2))
  wider.set(byId)
  return wider
}
