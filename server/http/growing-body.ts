// The bytes of a body while they come. Large bodies are laid out as few times as possible: copying a hundred
// megabytes keeps the HTTP thread from everything else for a tenth of a second.

export interface GrowingBody {
  readonly add: (chunk: Buffer<ArrayBuffer>) => void
  /** A single chunk stays where it is, and may share its buffer with others. */
  readonly bytes: () => Uint8Array<ArrayBuffer>
}

/** So many times what has come is the most that is laid out for what a client says will come. */
const MAX_AHEAD = 16

export function growingBody(declaredBytes: number): GrowingBody {
  let body: Buffer<ArrayBuffer> | undefined
  let length = 0
  const add = (chunk: Buffer<ArrayBuffer>) => {
    const before = length
    length += chunk.length
    if (body === undefined) {
      body = chunk
      return
    }
    if (length > body.length) body = enlarged(body.subarray(0, before), length, declaredBytes)
    body.set(chunk, before)
  }
  const bytes = () => {
    if (body === undefined) return Buffer.from(new ArrayBuffer(0))
    return body.length === length ? body : body.subarray(0, length)
  }
  return { add, bytes }
}

/** Memory of a new buffer that nothing was written to takes no room. */
function enlarged(body: Buffer, neededBytes: number, declaredBytes: number): Buffer<ArrayBuffer> {
  const isDeclared = declaredBytes >= neededBytes
  const capacity = isDeclared ? Math.min(declaredBytes, neededBytes * MAX_AHEAD) : neededBytes * 2
  const larger = Buffer.from(new ArrayBuffer(capacity))
  larger.set(body)
  return larger
}
