// The parts of a form as browsers send it (RFC 7578): headers, an empty line, content, between boundaries.

export interface FormPart {
  readonly name: string
  readonly content: Uint8Array<ArrayBuffer>
}

export class FormError extends Error {
  override readonly name = 'FormError'
}

/** More parts than this are no import. */
const MAX_PARTS = 64
const LINE = Buffer.from('\r\n')
const HEADERS_END = Buffer.from('\r\n\r\n')

/** The boundary that a Content-Type names. */
export function boundaryOf(contentType: string): string | undefined {
  const found = /;\s*boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType)
  return found?.[1] ?? found?.[2]
}

/** Throws FormError. The parts share the memory of `bytes`. */
export function parseForm(bytes: Uint8Array<ArrayBuffer>, boundary: string): readonly FormPart[] {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  const first = delimiter.subarray(LINE.length)
  const parts: FormPart[] = []
  let at = body.subarray(0, first.length).equals(first)
    ? first.length
    : afterNext(body, delimiter, 0)
  while (body.toString('latin1', at, at + 2) !== '--') {
    if (parts.length === MAX_PARTS) throw new FormError(`a form of at most ${MAX_PARTS} parts`)
    const headersFrom = afterNext(body, LINE, at) - LINE.length
    const from = afterNext(body, HEADERS_END, headersFrom)
    const to = afterNext(body, delimiter, from - LINE.length) - delimiter.length
    const headers = body.toString('utf8', headersFrom, from)
    parts.push({ name: nameOf(headers), content: body.subarray(from, Math.max(from, to)) })
    at = to + delimiter.length
  }
  return parts
}

function afterNext(body: Buffer, mark: Buffer, from: number): number {
  const found = body.indexOf(mark, from)
  if (found < 0) throw new FormError('a form that ends with its boundary')
  return found + mark.length
}

function nameOf(headers: string): string {
  const found = /^content-disposition:[^\r\n]*?;\s*name=(?:"([^"\r\n]*)"|([^;\s]+))/im.exec(headers)
  const name = found?.[1] ?? found?.[2]
  if (name === undefined) throw new FormError('a name for each part')
  return name
}
